package org.researchtracker.index;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Changes table {@code execution}, and the sums that go with it, inside the transaction under way.
 * Not thread-safe.
 */
final class ExecutionTable {
  private final IndexStore store;
  private final Settlement settlement;
  private final Counters counters;
  private final Set<Long> departed;
  private final boolean notesChanges;

  ExecutionTable(
      IndexStore store,
      IndexSettings settings,
      LineTexts texts,
      Counters counters,
      Set<Long> departed)
      throws SQLException {
    this.store = store;
    this.settlement = new Settlement(settings, texts);
    this.counters = counters;
    this.departed = departed;
    this.notesChanges = TextIndex.exists(store);
  }

  /** Adds what the logs give for these executions to what is there. */
  void add(Map<String, ExecutionLines> gained) throws SQLException, StaleIndexException {
    PreparedStatement select =
        store.prepare("SELECT id, summary, lines FROM execution WHERE execution_id=?");
    for (Map.Entry<String, ExecutionLines> entry : gained.entrySet()) {
      String executionId = entry.getKey();
      byte[] key = Wtf8.encode(executionId);
      select.setBytes(1, key);
      long id = -1;
      byte[] summary = null;
      byte[] lines = null;
      try (ResultSet row = select.executeQuery()) {
        if (row.next()) {
          id = row.getLong(1);
          summary = row.getBytes(2);
          lines = row.getBytes(3);
        }
      }
      if (summary == null || lines == null) {
        insert(key, executionId, entry.getValue());
      } else {
        counters.remove(SummaryCodec.unpack(executionId, summary));
        ExecutionLines all = LinesCodec.unpack(lines);
        departed.forEach(all::removeFile);
        all.addAll(entry.getValue());
        update(id, executionId, all);
      }
    }
  }

  private void insert(byte[] key, String executionId, ExecutionLines lines)
      throws SQLException, StaleIndexException {
    ExecutionSummary summary = settlement.settle(executionId, lines);
    counters.add(summary);
    PreparedStatement insert =
        store.prepare(
            "INSERT INTO execution(started, summary, lines, execution_id) VALUES(?, ?, ?, ?)");
    bind(insert, summary, lines);
    insert.setBytes(4, key);
    insert.executeUpdate();
    if (notesChanges) {
      TextIndex.noteChange(store, store.longOf("SELECT last_insert_rowid()"));
    }
  }

  private void update(long id, String executionId, ExecutionLines lines)
      throws SQLException, StaleIndexException {
    ExecutionSummary summary = settlement.settle(executionId, lines);
    counters.add(summary);
    PreparedStatement update =
        store.prepare("UPDATE execution SET started=?, summary=?, lines=? WHERE id=?");
    bind(update, summary, lines);
    update.setLong(4, id);
    update.executeUpdate();
    if (notesChanges) {
      TextIndex.noteChange(store, id);
    }
  }

  private static void bind(
      PreparedStatement statement, ExecutionSummary summary, ExecutionLines lines)
      throws SQLException {
    Instant start = summary.start();
    if (start == null) {
      statement.setNull(1, Types.INTEGER);
    } else {
      statement.setLong(
          1,
          Math.addExact(
              Math.multiplyExact(start.getEpochSecond(), 1_000_000L), start.getNano() / 1000));
    }
    statement.setBytes(2, SummaryCodec.pack(summary));
    statement.setBytes(3, LinesCodec.pack(lines));
  }

  /**
   * Takes away what one log gave; another copy of an item, or the loser of a conflict, then stays.
   */
  void removeFile(long file) throws SQLException, StaleIndexException {
    for (long id : executionsOf(file)) {
      PreparedStatement select =
          store.prepare("SELECT execution_id, summary, lines FROM execution WHERE id=?");
      select.setLong(1, id);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          continue;
        }
        byte[] key = row.getBytes(1);
        String executionId = Wtf8.decode(key, 0, key.length);
        ExecutionLines lines = LinesCodec.unpack(row.getBytes(3));
        counters.remove(SummaryCodec.unpack(executionId, row.getBytes(2)));
        lines.removeFile(file);
        departed.forEach(lines::removeFile);
        if (lines.isEmpty()) {
          delete(id);
        } else {
          update(id, executionId, lines);
        }
      }
    }
  }

  private List<Long> executionsOf(long file) throws SQLException {
    List<Long> ids = new ArrayList<>();
    PreparedStatement scan = store.prepare("SELECT id, lines FROM execution");
    try (ResultSet rows = scan.executeQuery()) {
      while (rows.next()) {
        if (LinesCodec.unpack(rows.getBytes(2)).removeFile(file)) {
          ids.add(rows.getLong(1));
        }
      }
    }
    return ids;
  }

  private void delete(long id) throws SQLException {
    PreparedStatement delete = store.prepare("DELETE FROM execution WHERE id=?");
    delete.setLong(1, id);
    delete.executeUpdate();
    if (notesChanges) {
      TextIndex.noteChange(store, id);
    }
  }
}
