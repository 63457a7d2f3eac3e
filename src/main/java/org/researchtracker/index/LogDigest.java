package org.researchtracker.index;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.researchtracker.log.LogText;
import org.researchtracker.model.TrackerException;

/**
 * A log as it was read, by which it can be told again.
 *
 * @param name its file name, without folders
 * @param bytes how much of it was read
 * @param sha256 SHA-256 of those bytes as they lie on disk, lower-case hex
 */
public record LogDigest(String name, long bytes, String sha256) {

  /** Computes the digests of logs, ordered by digest. */
  static List<LogDigest> of(IndexStore store, Collection<Long> files) throws SQLException {
    List<LogDigest> digests = new ArrayList<>();
    for (long file : files) {
      PreparedStatement select = store.prepare("SELECT path, size FROM file WHERE id=?");
      select.setLong(1, file);
      try (ResultSet row = select.executeQuery()) {
        if (row.next()) {
          digests.add(of(Path.of(row.getString(1)), row.getLong(2)));
        }
      }
    }
    digests.sort(Comparator.comparing(LogDigest::sha256).thenComparing(LogDigest::name));
    return digests;
  }

  private static LogDigest of(Path path, long bytes) {
    try (DigestInputStream in =
        new DigestInputStream(LogText.open(path, 0, bytes), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(OutputStream.nullOutputStream());
      String sha256 = HexFormat.of().formatHex(in.getMessageDigest().digest());
      return new LogDigest(String.valueOf(path.getFileName()), bytes, sha256);
    } catch (IOException e) {
      throw new TrackerException(
          TrackerException.Kind.FAILED,
          "log " + path + " cannot be read: " + e.getMessage(),
          "run the command again",
          e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
