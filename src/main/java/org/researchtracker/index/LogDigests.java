package org.researchtracker.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.researchtracker.log.LogFile;
import org.researchtracker.log.ReadFailure;
import org.researchtracker.model.TrackerException;

/**
 * The digests of logs, each computed once for the bytes that were read of it: a run that makes many
 * bundles asks for the same ones again and again. Not thread-safe.
 */
final class LogDigests {
  /**
   * A log as the index knows it.
   *
   * @param path where it lies
   * @param size how much of it was read, bytes
   * @param key what {@link LogFile#key()} was
   */
  record Log(String path, long size, String key) {}

  private record Known(Log log, LogDigest digest) {}

  private final Map<String, Known> known = new HashMap<>();

  /** Returns logs by their numbers in the index. */
  static List<Log> logs(IndexStore store, Collection<Long> files) throws SQLException {
    List<Log> logs = new ArrayList<>();
    for (long file : files) {
      PreparedStatement select = store.prepare("SELECT path, size, key FROM file WHERE id=?");
      select.setLong(1, file);
      try (ResultSet row = select.executeQuery()) {
        if (row.next()) {
          logs.add(new Log(row.getString(1), row.getLong(2), row.getString(3)));
        }
      }
    }
    return logs;
  }

  /**
   * Returns the digests of logs, ordered by digest.
   *
   * @throws StaleIndexException if one has left its place since it was read
   */
  List<LogDigest> of(List<Log> logs) throws StaleIndexException {
    List<LogDigest> digests = new ArrayList<>();
    for (Log log : logs) {
      digests.add(of(log));
    }
    digests.sort(Comparator.comparing(LogDigest::sha256).thenComparing(LogDigest::name));
    return digests;
  }

  private LogDigest of(Log log) throws StaleIndexException {
    Known before = known.get(log.path());
    if (before != null
        && before.log().size() == log.size()
        && before.log().key().equals(log.key())) {
      return before.digest();
    }
    LogDigest digest = compute(log);
    known.put(log.path(), new Known(log, digest));
    return digest;
  }

  private static LogDigest compute(Log log) throws StaleIndexException {
    if (LogRow.isAside(log.path())) {
      throw StaleIndexException.missing(LogRow.place(log.path()));
    }
    Path path = Path.of(log.path());
    try {
      LogDigest digest = LogDigest.of(path, log.size());
      // Afterwards: whatever took the name meanwhile was perhaps what was read.
      if (!LogFile.keyOf(Files.readAttributes(path, BasicFileAttributes.class)).equals(log.key())) {
        throw new StaleIndexException("another log is at " + path);
      }
      return digest;
    } catch (NoSuchFileException e) {
      throw StaleIndexException.missing(log.path());
    } catch (IOException e) {
      throw new TrackerException(
          TrackerException.Kind.FAILED,
          "log " + path + " cannot be read: " + ReadFailure.reason(e),
          "run the command again",
          e);
    }
  }
}
