package org.researchtracker.index;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The digests of logs, each computed once for the bytes that were read of it: a run that makes many
 * bundles asks for the same ones again and again. Not thread-safe.
 */
final class LogDigests {
  private record Known(String key, long size, LogDigest digest) {}

  private final Map<String, Known> known = new HashMap<>();

  /** Returns the digests of logs, ordered by digest. */
  List<LogDigest> of(IndexStore store, Collection<Long> files) throws SQLException {
    List<LogDigest> digests = new ArrayList<>();
    for (long file : files) {
      PreparedStatement select = store.prepare("SELECT path, size, key FROM file WHERE id=?");
      select.setLong(1, file);
      try (ResultSet row = select.executeQuery()) {
        if (row.next()) {
          digests.add(of(row.getString(1), row.getLong(2), row.getString(3)));
        }
      }
    }
    digests.sort(Comparator.comparing(LogDigest::sha256).thenComparing(LogDigest::name));
    return digests;
  }

  private LogDigest of(String path, long size, String key) {
    Known before = known.get(path);
    if (before != null && before.size() == size && before.key().equals(key)) {
      return before.digest();
    }
    LogDigest digest = LogDigest.of(Path.of(path), size);
    known.put(path, new Known(key, size, digest));
    return digest;
  }
}
