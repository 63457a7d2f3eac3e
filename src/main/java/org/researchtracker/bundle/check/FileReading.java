package org.researchtracker.bundle.check;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.researchtracker.bundle.check.Fault.Kind;

/** Reads each file once, computes all digests that are wanted of it, and compares them. */
final class FileReading {
  private static final String OWN = "SHA-512";

  private final BagTree tree;
  private final FaultLog log;
  private final byte[] buffer = new byte[1 << 16];
  private final Map<String, MessageDigest> digests = new HashMap<>();
  private long files;
  private long bytes;

  FileReading(BagTree tree, FaultLog log) {
    this.tree = tree;
    this.log = log;
  }

  /**
   * Reads a file.
   *
   * @param own whether the digest of the bundle's own records and media is wanted
   */
  void read(BagFile file, boolean own) {
    String path = tree.relative(file);
    Map<String, MessageDigest> wanted = new LinkedHashMap<>();
    file.expected().forEach(each -> want(each.manifest().algorithm(), wanted));
    if (own) {
      want(OWN, wanted);
    }
    long size = 0;
    try (InputStream in = file.open()) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        size += count;
        for (MessageDigest digest : wanted.values()) {
          digest.update(buffer, 0, count);
        }
      }
    } catch (ZipDamage e) {
      // A reason that is empty was told where it was found.
      if (!e.reason().isEmpty()) {
        log.fault(e.kind(), path, e.reason());
      }
      return;
    } catch (IOException e) {
      log.fault(Kind.DAMAGED, path, "cannot be read");
      return;
    }
    files++;
    bytes += size;
    Map<String, byte[]> results = new HashMap<>();
    wanted.forEach((name, digest) -> results.put(name, digest.digest()));
    file.read(size, own ? results.getOrDefault(OWN, new byte[0]) : new byte[0]);
    compare(file, path, results);
  }

  private void want(String algorithm, Map<String, MessageDigest> wanted) {
    MessageDigest digest = digests.computeIfAbsent(algorithm, BagManifest::digest);
    digest.reset();
    wanted.put(algorithm, digest);
  }

  private void compare(BagFile file, String path, Map<String, byte[]> results) {
    List<String> wrong = new ArrayList<>();
    for (BagFile.Expected expected : file.expected()) {
      byte[] result = results.getOrDefault(expected.manifest().algorithm(), new byte[0]);
      if (!HexFormat.of().formatHex(result).equals(expected.digest())) {
        wrong.add(expected.manifest().name());
      }
    }
    if (!wrong.isEmpty()) {
      log.fault(Kind.DAMAGED, path, "does not have the digest of " + String.join(", ", wrong));
    }
  }

  /** Returns how many files were read to their end. */
  long files() {
    return files;
  }

  /** Returns how many bytes they have. */
  long bytes() {
    return bytes;
  }
}
