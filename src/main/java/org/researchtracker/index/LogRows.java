package org.researchtracker.index;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads and writes table {@code file}. */
final class LogRows {
  private final IndexStore store;

  LogRows(IndexStore store) {
    this.store = store;
  }

  List<LogRow> all() throws SQLException {
    List<LogRow> rows = new ArrayList<>();
    PreparedStatement select =
        store.prepare(
            "SELECT id, path, size, modified, key, compressed, length, blocks, position, lines, complete, same_as"
                + " FROM file ORDER BY path");
    try (ResultSet result = select.executeQuery()) {
      while (result.next()) {
        rows.add(row(result));
      }
    }
    return rows;
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

  /** Adds the row and gives it its number. */
  void insert(LogRow row) throws SQLException {
    PreparedStatement insert =
        store.prepare(
            "INSERT INTO file(path, size, modified, key, compressed, length, blocks, position, lines, complete,"
                + " same_as) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    bind(insert, row);
    insert.executeUpdate();
    row.id = store.longOf("SELECT last_insert_rowid()");
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
      statement.setNull(11, java.sql.Types.INTEGER);
    } else {
      statement.setLong(11, row.sameAs);
    }
  }

  void delete(LogRow row) throws SQLException {
    PreparedStatement delete = store.prepare("DELETE FROM file WHERE id=?");
    delete.setLong(1, row.id);
    delete.executeUpdate();
  }
}
