package org.researchtracker.index;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import org.researchtracker.log.ContentDigest;
import org.researchtracker.log.LineProblem;
import org.researchtracker.log.LogFile;
import org.researchtracker.log.LogScanner;
import org.researchtracker.log.LogText;
import org.researchtracker.log.ProblemKind;
import org.researchtracker.log.ReadFailure;

/**
 * Takes the text of logs into the index, and takes away again what departed logs gave, each step in
 * one transaction with the position that it reached. Not thread-safe.
 */
final class LogReading {
  private final IndexStore store;
  private final IndexSettings settings;
  private final StoredTexts texts;
  private final Executor parsers;
  private final IndexProgress progress;
  private final LogRows logs;
  private final Set<Long> departed = new HashSet<>();

  /** Where departed logs lay, if nothing lies there now. */
  private final Map<Long, String> gone = new HashMap<>();

  private Counters counters = new Counters();

  LogReading(
      IndexStore store,
      IndexSettings settings,
      StoredTexts texts,
      Executor parsers,
      IndexProgress progress,
      LogRows logs) {
    this.store = store;
    this.settings = settings;
    this.texts = texts;
    this.parsers = parsers;
    this.progress = progress;
    this.logs = logs;
  }

  /** Work that changes the index. */
  interface Work {
    void run() throws SQLException, StaleIndexException;
  }

  /** Runs work as one transaction, with the sums that it changes. */
  void inTransaction(Work work) throws SQLException, StaleIndexException {
    store.execute("BEGIN IMMEDIATE");
    try {
      counters = Counters.load(store);
      work.run();
      counters.save(store);
      store.execute("COMMIT");
    } catch (SQLException | StaleIndexException | RuntimeException e) {
      store.rollback(e);
      throw e;
    }
  }

  private ExecutionTable executions() throws SQLException {
    return new ExecutionTable(store, settings, texts, counters, departed, parsers);
  }

  /**
   * Lets go of a log; what it gave is out of the way of new text, and goes with {@link
   * #dropDeparted()}.
   *
   * @param isGone whether no log lies there any more
   */
  void depart(LogRow row, boolean isGone) throws SQLException {
    departed.add(row.id);
    if (isGone) {
      gone.put(row.id, row.place());
    }
    logs.stepAside(row);
  }

  boolean isDeparted(LogRow row) {
    return departed.contains(row.id);
  }

  /** Takes away what departed logs gave: all at once, because each time looks at all executions. */
  void dropDeparted() throws SQLException, StaleIndexException {
    List<LogRow> rows = departed.stream().map(logs::byId).filter(Objects::nonNull).toList();
    if (!rows.isEmpty()) {
      inTransaction(
          () -> {
            dropContent(departed);
            for (LogRow row : rows) {
              logs.delete(row);
            }
            for (LogRow row : rows) {
              noteDeparture(row);
            }
          });
    }
    departed.clear();
  }

  /** Notes that a log has left, unless its text is in another one now, such as a compressed one. */
  private void noteDeparture(LogRow row) throws SQLException {
    String path = gone.remove(row.id);
    if (path == null
        || row.length == 0
        || logs.all().stream().anyMatch(other -> other.hasTextOf(row))) {
      return;
    }
    PreparedStatement insert =
        store.prepare("INSERT OR REPLACE INTO departed(path, at) VALUES(?, ?)");
    insert.setString(1, path);
    insert.setLong(2, System.currentTimeMillis());
    insert.executeUpdate();
  }

  private void dropContent(Set<Long> files) throws SQLException, StaleIndexException {
    executions().removeFiles(files);
    for (String table : List.of("problem", "text_block")) {
      PreparedStatement delete = store.prepare("DELETE FROM " + table + " WHERE file=?");
      for (long file : files) {
        delete.setLong(1, file);
        delete.executeUpdate();
      }
    }
  }

  /** Reads what a plain log has gained. */
  void readOn(LogFile file, LogRow row) throws SQLException, IOException, StaleIndexException {
    try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ);
        InputStream in = LogText.open(channel, row.position, file.size())) {
      if (!KnownText.begins(channel, row, false)) {
        // Another file has taken its name since the folder was read; the next look will say so.
        return;
      }
      long block = row.position / ContentDigest.BLOCK * ContentDigest.BLOCK;
      byte[] tail = LogText.read(channel, block, (int) (row.position - block));
      read(file, row, in, ContentDigest.resume(row.blocks, row.position, tail));
    } catch (NoSuchFileException e) {
      // It left since the folder was read; the next look will say so.
      return;
    }
  }

  /** Reads a log that was not known. */
  void readWhole(LogFile file) throws SQLException, IOException, StaleIndexException {
    LogRow row = new LogRow();
    row.setLook(file);
    InputStream opened;
    try {
      opened =
          file.isCompressed()
              ? LogText.openCompressed(file.path())
              : LogText.open(file.path(), 0, file.size());
    } catch (NoSuchFileException e) {
      return;
    } catch (IOException e) {
      inTransaction(
          () -> {
            // Never complete, so that each catching-up tries again: permissions change without a
            // trace in the looks.
            logs.insert(row);
            Unreadable.note(store, row.id, ReadFailure.reason(e));
          });
      return;
    }
    try (InputStream in = opened) {
      read(file, row, in, new ContentDigest());
    }
  }

  private void read(LogFile file, LogRow row, InputStream in, ContentDigest digest)
      throws SQLException, IOException, StaleIndexException {
    store.execute("BEGIN IMMEDIATE");
    try {
      counters = Counters.load(store);
      if (row.id == 0) {
        logs.insert(row);
      }
      row.complete = false;
      try (TextBlocks blocks = file.isCompressed() ? new TextBlocks(store, row.id) : null) {
        Intake intake =
            new Intake(store, executions(), row, digest, blocks, progress, () -> checkpoint(row));
        LogScanner.End end =
            LogScanner.scan(
                in,
                row.position,
                row.lines,
                settings.maxLine(),
                parsers,
                new FactsReader(row.id, settings.zone()),
                intake);
        finish(file, row, intake, end);
      }
      counters.save(store);
      store.execute("COMMIT");
    } catch (Intake.SqlInScanException e) {
      store.rollback(e);
      throw e.failure();
    } catch (Intake.StaleInScanException e) {
      store.rollback(e);
      throw e.stale();
    } catch (SQLException | IOException | StaleIndexException | RuntimeException e) {
      store.rollback(e);
      throw e;
    }
  }

  /** Commits what was taken so far of a long log, so that nothing of it is read twice. */
  private void checkpoint(LogRow row) throws SQLException {
    logs.update(row);
    counters.save(store);
    store.execute("COMMIT");
    store.execute("BEGIN IMMEDIATE");
  }

  private void finish(LogFile file, LogRow row, Intake intake, LogScanner.End end)
      throws SQLException, StaleIndexException {
    row.position = end.position();
    row.lines = end.lines();
    if (end.failure().isPresent()) {
      String reason = "reading stops after line " + end.lines() + ": " + end.failure().get();
      Unreadable.note(store, row.id, reason);
    } else if (row.compressed && end.unfinished() > 0) {
      LineProblem torn = new LineProblem(ProblemKind.TORN_LINE, "the last line has no end");
      intake.problem(end.position(), end.lines() + 1, end.unfinished(), torn);
    }
    intake.write();
    row.setLook(file);
    row.complete = end.failure().isEmpty() || row.compressed;
    logs.update(row);
    if (row.complete) {
      dropIfCopy(row);
    }
  }

  /**
   * Only unpacking tells whether a compressed log repeats another one; and one that grows may come
   * to repeat another.
   */
  private void dropIfCopy(LogRow row) throws SQLException, StaleIndexException {
    for (LogRow other : List.copyOf(logs.all())) {
      boolean same =
          other.id != row.id
              && other.sameAs == null
              && !departed.contains(other.id)
              && other.complete
              && other.hasTextOf(row);
      if (same) {
        dropContent(Set.of(row.id));
        row.repeat(other);
        logs.update(row);
        if (row.isPreferredTo(other)) {
          // Where both are compressed, the blocks of one serve the other.
          logs.exchange(row, other);
        }
        return;
      }
    }
  }
}
