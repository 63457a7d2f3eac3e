package org.researchtracker.bundle.check;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A file of a bundle, and what verification has learned of it. Not thread-safe. */
final class BagFile {
  /** Opens the file's bytes; may be called again. */
  interface Content {
    InputStream open() throws IOException;
  }

  /** What a manifest says of the file. */
  record Expected(BagManifest manifest, String digest) {}

  private final String path;
  private final Content content;
  private List<Expected> expected = List.of();
  private long size = -1;
  private String sha512 = "";
  private boolean isMedium;

  BagFile(String path, Content content) {
    this.path = path;
    this.content = content;
  }

  /** Returns the path below the outermost folder. */
  String path() {
    return path;
  }

  InputStream open() throws IOException {
    return content.open();
  }

  void expect(BagManifest manifest, String digest) {
    if (expected.isEmpty()) {
      expected = new ArrayList<>(1);
    }
    expected.add(new Expected(manifest, digest));
  }

  List<Expected> expected() {
    return expected;
  }

  boolean isExpectedBy(BagManifest manifest) {
    return expected.stream().anyMatch(each -> each.manifest().equals(manifest));
  }

  /** Puts down what its bytes are; the digest is empty if it was not asked for. */
  void read(long bytes, byte[] digest) {
    size = bytes;
    sha512 = HexFormat.of().formatHex(digest);
  }

  /** Returns whether all its bytes could be read. */
  boolean isReadable() {
    return size >= 0;
  }

  long size() {
    return size;
  }

  String sha512() {
    return sha512;
  }

  void markMedium() {
    isMedium = true;
  }

  boolean isMedium() {
    return isMedium;
  }
}
