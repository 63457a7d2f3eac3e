package org.researchtracker.index;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.researchtracker.log.LogFile;
import org.researchtracker.log.ProblemKind;

/**
 * The logs that the index knows: table {@code file}, held in memory while it changes. Not
 * thread-safe.
 */
final class LogRows {
  private final IndexStore store;
  private final Map<Long, LogRow> rows = new LinkedHashMap<>();
  private final Map<String, LogRow> paths = new LinkedHashMap<>();

  private LogRows(IndexStore store) {
    this.store = store;
  }

  static LogRows load(IndexStore store) throws SQLException {
    LogRows logs = new LogRows(store);
    PreparedStatement select =
        store.prepare(
            "SELECT id, path, size, modified, key, compressed, length, blocks, position, lines, complete, same_as"
                + " FROM file ORDER BY path");
    try (ResultSet result = select.executeQuery()) {
      while (result.next()) {
        logs.keep(row(result));
      }
    }
    return logs;
  }

  private static LogRow row(ResultSet result) throws SQLException {
    LogRow row = new LogRow();
    row.id = result.getLong(1);
    row.path = result.getString(2);
    row.size = result.getLong(3);
    row.modified = result.getLong(4);
    row.key = result.getString(5);
    row.compressed = result.getInt(6) != 0;
    row.length = result.getLong(7);
    row.blocks = result.getBytes(8);
    row.position = result.getLong(9);
    row.lines = result.getLong(10);
    row.complete = result.getInt(11) != 0;
    long sameAs = result.getLong(12);
    row.sameAs = result.wasNull() ? null : sameAs;
    return row;
  }

  /** Returns when the newest of these logs was last written. */
  static Optional<Instant> lastWritten(IndexStore store, Collection<Long> files)
      throws SQLException {
    Optional<Instant> newest = Optional.empty();
    for (long file : files) {
      PreparedStatement select = store.prepare("SELECT modified FROM file WHERE id=?");
      select.setLong(1, file);
      try (ResultSet row = select.executeQuery()) {
        if (row.next()) {
          Instant written = Instant.EPOCH.plusNanos(row.getLong(1));
          newest = newest.filter(other -> other.isAfter(written)).or(() -> Optional.of(written));
        }
      }
    }
    return newest;
  }

  private void keep(LogRow row) {
    rows.put(row.id, row);
    paths.put(row.path, row);
  }

  Collection<LogRow> all() {
    return rows.values();
  }

  @Nullable LogRow byId(long id) {
    return rows.get(id);
  }

  @Nullable LogRow byPath(String path) {
    return paths.get(path);
  }

  /** Returns how many bytes of a file, as it looks, are not read yet. */
  long unread(LogFile file) {
    LogRow row = byPath(file.path().toString());
    if (row == null) {
      return file.size();
    }
    return row.looksLike(file) ? 0 : Math.max(0, file.size() - row.position);
  }

  /** Adds the row and gives it its number. */
  void insert(LogRow row) throws SQLException {
    PreparedStatement insert =
        store.prepare(
            "INSERT INTO file(path, size, modified, key, compressed, length, blocks, position, lines, complete,"
                + " same_as) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    bind(insert, row);
    insert.executeUpdate();
    row.id = store.longOf("SELECT last_insert_rowid()");
    keep(row);
  }

  void update(LogRow row) throws SQLException {
    PreparedStatement update =
        store.prepare(
            "UPDATE file SET path=?, size=?, modified=?, key=?, compressed=?, length=?, blocks=?, position=?,"
                + " lines=?, complete=?, same_as=? WHERE id=?");
    bind(update, row);
    update.setLong(12, row.id);
    update.executeUpdate();
  }

  private static void bind(PreparedStatement statement, LogRow row) throws SQLException {
    statement.setString(1, row.path);
    statement.setLong(2, row.size);
    statement.setLong(3, row.modified);
    statement.setString(4, row.key);
    statement.setInt(5, row.compressed ? 1 : 0);
    statement.setLong(6, row.length);
    statement.setBytes(7, row.blocks);
    statement.setLong(8, row.position);
    statement.setLong(9, row.lines);
    statement.setInt(10, row.complete ? 1 : 0);
    if (row.sameAs == null) {
      statement.setNull(11, Types.INTEGER);
    } else {
      statement.setLong(11, row.sameAs);
    }
  }

  void delete(LogRow row) throws SQLException {
    PreparedStatement delete = store.prepare("DELETE FROM file WHERE id=?");
    delete.setLong(1, row.id);
    delete.executeUpdate();
    rows.remove(row.id);
    paths.remove(row.path, row);
  }

  void rename(LogRow row, String path) throws SQLException {
    paths.remove(row.path, row);
    row.path = path;
    paths.put(path, row);
    update(row);
  }

  /**
   * Gives logs other names, which may have been exchanged in a circle; whoever else bears one of
   * them steps aside.
   */
  void rename(Map<LogRow, String> moved) throws SQLException {
    for (LogRow row : moved.keySet()) {
      stepAside(row);
    }
    for (Map.Entry<LogRow, String> move : moved.entrySet()) {
      LogRow squatter = paths.get(move.getValue());
      if (squatter != null) {
        stepAside(squatter);
      }
      rename(move.getKey(), move.getValue());
    }
  }

  /** Leaves a log's path to another one. */
  void stepAside(LogRow row) throws SQLException {
    rename(row, aside(row));
  }

  /** A path that no file can have. */
  private static String aside(LogRow row) {
    return row.path + "\0" + row.id;
  }

  /**
   * Lets two logs of the same text change places, so that the lines read from one count for the
   * other.
   */
  void exchange(LogRow copy, LogRow row) throws SQLException {
    if (row.compressed && !copy.compressed) {
      forgetCompression(row.id);
    }
    LogRow look = new LogRow();
    look.takeLook(row);
    stepAside(row);
    String path = copy.path;
    rename(copy, look.path);
    row.takeLook(copy);
    row.path = aside(row);
    rename(row, path);
    look.path = copy.path;
    copy.takeLook(look);
    update(copy);
  }

  /**
   * What holds for a compressed log only: the text that is kept of it, and that its torn end is
   * final.
   */
  private void forgetCompression(long id) throws SQLException {
    PreparedStatement blocks = store.prepare("DELETE FROM text_block WHERE file=?");
    blocks.setLong(1, id);
    blocks.executeUpdate();
    PreparedStatement torn = store.prepare("DELETE FROM problem WHERE file=? AND kind=?");
    torn.setLong(1, id);
    torn.setString(2, ProblemKind.TORN_LINE.name());
    torn.executeUpdate();
  }
}
