package org.researchtracker.index;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.researchtracker.log.LogText;

/**
 * A log as it was read, by which it can be told again.
 *
 * @param name its file name, without folders
 * @param bytes how much of it was read
 * @param sha256 SHA-256 of those bytes as they lie on disk, lower-case hex
 */
public record LogDigest(String name, long bytes, String sha256) {

  /** Computes the digest of the first bytes of a log. */
  static LogDigest of(Path path, long bytes) throws IOException {
    try (DigestInputStream in =
        new DigestInputStream(LogText.open(path, 0, bytes), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(OutputStream.nullOutputStream());
      String sha256 = HexFormat.of().formatHex(in.getMessageDigest().digest());
      return new LogDigest(String.valueOf(path.getFileName()), bytes, sha256);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
