package org.researchtracker.index;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Changes table {@code execution}, and the sums that go with it, inside the transaction under way.
 * Not thread-safe.
 */
final class ExecutionTable {
  private final IndexStore store;
  private final Settlement settlement;
  private final Counters counters;
  private final Set<Long> departed;
  private final Executor helpers;
  private final boolean notesChanges;

  ExecutionTable(
      IndexStore store,
      IndexSettings settings,
      LineTexts texts,
      Counters counters,
      Set<Long> departed,
      Executor helpers)
      throws SQLException {
    this.store = store;
    this.settlement = new Settlement(settings, texts);
    this.counters = counters;
    this.departed = departed;
    this.helpers = helpers;
    this.notesChanges = TextIndex.exists(store);
  }

  /** What is written of an execution, packed. */
  private static final class Packed {
    private final ExecutionSummary summary;
    private final byte[] summaryBytes;
    private final byte[] lineBytes;

    Packed(ExecutionSummary summary, ExecutionLines lines) {
      this.summary = summary;
      this.summaryBytes = SummaryCodec.pack(summary);
      this.lineBytes = LinesCodec.pack(lines);
    }
  }

  /** Adds what the logs give for these executions to what is there. */
  void add(Map<String, ExecutionLines> gained) throws SQLException, StaleIndexException {
    // Most executions are new and whole: they are settled and packed on other threads meanwhile.
    // Where
    // texts must be compared this thread does it, because it alone may use the connection.
    Map<String, Future<Packed>> ahead = new HashMap<>();
    gained.forEach(
        (id, lines) -> {
          if (lines.isSettledWithoutTexts()) {
            ahead.put(id, CompletableFuture.supplyAsync(() -> pack(id, lines), helpers));
          }
        });
    PreparedStatement select =
        store.prepare("SELECT id, summary, lines FROM execution WHERE execution_id=?");
    for (Map.Entry<String, ExecutionLines> entry : gained.entrySet()) {
      String executionId = entry.getKey();
      Packed packed = await(ahead.get(executionId));
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
        insert(key, packed != null ? packed : settled(executionId, entry.getValue()));
      } else {
        counters.remove(SummaryCodec.unpack(executionId, summary));
        ExecutionLines all = LinesCodec.unpack(lines);
        all.removeFiles(departed);
        all.addAll(entry.getValue());
        update(id, executionId, all);
      }
    }
  }

  private Packed settled(String executionId, ExecutionLines lines) throws StaleIndexException {
    return new Packed(settlement.settle(executionId, lines), lines);
  }

  private Packed pack(String executionId, ExecutionLines lines) {
    try {
      return settled(executionId, lines);
    } catch (StaleIndexException e) {
      throw new IllegalStateException("a text was asked for where none is compared", e);
    }
  }

  private static @Nullable Packed await(@Nullable Future<Packed> future) throws SQLException {
    if (future == null) {
      return null;
    }
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private void insert(byte[] key, Packed packed) throws SQLException {
    counters.add(packed.summary);
    PreparedStatement insert =
        store.prepare(
            "INSERT INTO execution(started, summary, lines, execution_id) VALUES(?, ?, ?, ?)");
    bind(insert, packed);
    insert.setBytes(4, key);
    insert.executeUpdate();
    if (notesChanges) {
      TextIndex.noteChange(store, store.longOf("SELECT last_insert_rowid()"));
    }
  }

  private void update(long id, String executionId, ExecutionLines lines)
      throws SQLException, StaleIndexException {
    Packed packed = settled(executionId, lines);
    counters.add(packed.summary);
    PreparedStatement update =
        store.prepare("UPDATE execution SET started=?, summary=?, lines=? WHERE id=?");
    bind(update, packed);
    update.setLong(4, id);
    update.executeUpdate();
    if (notesChanges) {
      TextIndex.noteChange(store, id);
    }
  }

  private static void bind(PreparedStatement statement, Packed packed) throws SQLException {
    Instant start = packed.summary.start();
    if (start == null) {
      statement.setNull(1, Types.INTEGER);
    } else {
      statement.setLong(
          1,
          Math.addExact(
              Math.multiplyExact(start.getEpochSecond(), 1_000_000L), start.getNano() / 1000));
    }
    statement.setBytes(2, packed.summaryBytes);
    statement.setBytes(3, packed.lineBytes);
  }

  /**
   * Takes away what some logs gave, in one pass through all executions; another copy of an item, or
   * the loser of a conflict, then stays.
   */
  void removeFiles(Set<Long> files) throws SQLException, StaleIndexException {
    for (long id : executionsOf(files)) {
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
        lines.removeFiles(files);
        lines.removeFiles(departed);
        if (lines.isEmpty()) {
          delete(id);
        } else {
          update(id, executionId, lines);
        }
      }
    }
  }

  private List<Long> executionsOf(Set<Long> files) throws SQLException {
    List<Long> ids = new ArrayList<>();
    PreparedStatement scan = store.prepare("SELECT id, lines FROM execution");
    try (ResultSet rows = scan.executeQuery()) {
      while (rows.next()) {
        if (LinesCodec.unpack(rows.getBytes(2)).removeFiles(files)) {
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
