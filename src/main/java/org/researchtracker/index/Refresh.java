package org.researchtracker.index;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.researchtracker.log.ContentDigest;
import org.researchtracker.log.LineProblem;
import org.researchtracker.log.LogFile;
import org.researchtracker.log.LogScanner;
import org.researchtracker.log.LogText;
import org.researchtracker.log.LogTree;
import org.researchtracker.log.ProblemKind;

/**
 * One catching-up of the index with the logs, under the lock: finds what was renamed, has grown,
 * was replaced, is new or is gone, and changes the index to what a fresh reading of the logs would
 * give.
 *
 * <p>New text is taken before what is gone is taken away, so that an item which only moved never
 * disappears in between.
 */
final class Refresh {
  /** Looks at the folders before it gives up waiting for them to hold still. */
  private static final int LOOKS = 5;

  private final IndexStore store;
  private final IndexSettings settings;
  private final StoredTexts texts;
  private final Executor parsers;
  private final LogRows logs;
  private final IndexProgress progress;
  private final boolean thorough;
  private Counters counters;
  private Map<String, LogRow> rows = new LinkedHashMap<>();

  Refresh(
      IndexStore store,
      IndexSettings settings,
      StoredTexts texts,
      Executor parsers,
      IndexEvents events,
      boolean thorough)
      throws SQLException {
    this.store = store;
    this.settings = settings;
    this.texts = texts;
    this.parsers = parsers;
    this.logs = new LogRows(store);
    this.progress = new IndexProgress(events);
    this.thorough = thorough;
    this.counters = Counters.load(store);
  }

  /** Catches up; what was found at the first look may be older than the lock. */
  void run(LogTree.Found found) throws SQLException, IOException, StaleIndexException {
    load();
    LogTree.Found look = found;
    for (int i = 0; i < LOOKS; i++) {
      LogTree.Found now = look;
      takeAll(now);
      // A file is gone only if a second look misses it too: it may have been renamed during the
      // first.
      look = LogTree.walk(settings.roots());
      if (sameLooks(now, look)) {
        break;
      }
    }
    List<LogRow> gone = gone(look);
    if (!gone.isEmpty() && !settings.keepMissing()) {
      inTransaction(
          () -> {
            for (LogRow row : gone) {
              noteDeparture(row);
              LogRow heir = heir(row, gone);
              if (heir != null) {
                exchange(heir, row);
                logs.delete(heir);
                rows.remove(heir.path);
              } else {
                drop(row);
              }
            }
          });
      takeAll(look);
    }
    noteUnreadable(look);
  }

  private void load() throws SQLException {
    rows = new LinkedHashMap<>();
    for (LogRow row : logs.all()) {
      rows.put(row.path, row);
    }
  }

  private static boolean sameLooks(LogTree.Found one, LogTree.Found other) {
    return one.files().equals(other.files());
  }

  private List<LogRow> gone(LogTree.Found look) {
    Set<String> present = new HashSet<>();
    look.files().forEach(file -> present.add(file.path().toString()));
    return rows.values().stream().filter(row -> !present.contains(row.path)).toList();
  }

  /**
   * Returns a plain log of the same text that is still there, if one is: its lines need not be read
   * again.
   */
  private @Nullable LogRow heir(LogRow row, List<LogRow> gone) {
    for (LogRow other : rows.values()) {
      boolean copy = other.sameAs != null && other.sameAs == row.id && !other.compressed;
      if (copy && !row.compressed && !gone.contains(other)) {
        return other;
      }
    }
    return null;
  }

  private void noteDeparture(LogRow row) throws SQLException {
    PreparedStatement insert =
        store.prepare("INSERT OR REPLACE INTO departed(path, at) VALUES(?, ?)");
    insert.setString(1, row.path);
    insert.setLong(2, System.currentTimeMillis());
    insert.executeUpdate();
  }

  private void takeAll(LogTree.Found found) throws SQLException, IOException, StaleIndexException {
    followRenames(found);
    List<LogFile> waiting = new ArrayList<>();
    for (LogFile file : found.files()) {
      LogRow row = rows.get(file.path().toString());
      if (row == null || !row.looksLike(file) || (thorough && row.sameAs == null)) {
        waiting.add(file);
        progress.expect(Math.max(0, file.size() - (row == null ? 0 : row.position)));
      }
    }
    // Plain logs first: the same text in a compressed one is then known.
    waiting.sort(
        Comparator.comparing(LogFile::isCompressed).thenComparing(file -> file.path().toString()));
    Set<Long> changed = new HashSet<>();
    for (LogFile file : waiting) {
      take(file, changed);
    }
    takeFormerCopies(found, changed);
  }

  /** A log that repeated another one is read by itself once the other has changed. */
  private void takeFormerCopies(LogTree.Found found, Set<Long> changed)
      throws SQLException, IOException, StaleIndexException {
    Map<String, LogFile> present = new HashMap<>();
    found.files().forEach(file -> present.put(file.path().toString(), file));
    for (LogRow row : List.copyOf(rows.values())) {
      boolean orphan =
          row.sameAs != null && (changed.contains(row.sameAs) || byId(row.sameAs) == null);
      LogFile file = present.get(row.path);
      if (orphan && file != null) {
        inTransaction(() -> drop(row));
        take(file, new HashSet<>());
      }
    }
  }

  private @Nullable LogRow byId(long id) {
    for (LogRow row : rows.values()) {
      if (row.id == id) {
        return row;
      }
    }
    return null;
  }

  /**
   * A log that now bears another name, by what the file system knows it by, keeps what was read of
   * it.
   */
  private void followRenames(LogTree.Found found)
      throws SQLException, IOException, StaleIndexException {
    Map<String, LogFile> byKey = new HashMap<>();
    Map<String, LogFile> byPath = new HashMap<>();
    for (LogFile file : found.files()) {
      byPath.put(file.path().toString(), file);
      if (!file.key().isEmpty() && !file.isCompressed()) {
        byKey.put(file.key(), file);
      }
    }
    Map<LogRow, LogFile> moved = new LinkedHashMap<>();
    for (LogRow row : rows.values()) {
      LogFile there = byPath.get(row.path);
      LogFile namesake = row.key.isEmpty() ? null : byKey.get(row.key);
      boolean elsewhere = there == null || !there.key().equals(row.key);
      if (elsewhere
          && namesake != null
          && !row.compressed
          && KnownText.begins(namesake, row, false)) {
        moved.put(row, namesake);
      }
    }
    if (moved.isEmpty()) {
      return;
    }
    inTransaction(
        () -> {
          // Names may have been exchanged in a circle: none may be taken while it is given.
          for (LogRow row : moved.keySet()) {
            row.path = row.path + "\0" + row.id;
            logs.update(row);
          }
          for (Map.Entry<LogRow, LogFile> move : moved.entrySet()) {
            LogRow squatter = rows.get(move.getValue().path().toString());
            if (squatter != null && !moved.containsKey(squatter)) {
              drop(squatter);
            }
            move.getKey().path = move.getValue().path().toString();
            logs.update(move.getKey());
          }
        });
    load();
    texts.forget();
  }

  private void take(LogFile file, Set<Long> changed)
      throws SQLException, IOException, StaleIndexException {
    LogRow known = rows.get(file.path().toString());
    if (known != null && known.compressed == file.isCompressed() && !file.isCompressed()) {
      // The same file that has only grown was appended to; whatever else happened to it wants a
      // whole look.
      boolean grown = known.key.equals(file.key()) && file.size() > known.length && !thorough;
      if (KnownText.begins(file, known, !grown)) {
        if (known.sameAs == null) {
          changed.add(known.id);
          readOn(file, known);
          return;
        }
        if (file.size() == known.length) {
          inTransaction(() -> look(known, file));
          return;
        }
        // A copy that has grown is a copy no more: its lines were never taken from it.
      }
    }
    if (known != null) {
      changed.add(known.id);
      inTransaction(() -> drop(known));
    }
    if (!takeCopy(file)) {
      readWhole(file);
    }
  }

  private void look(LogRow row, LogFile file) throws SQLException {
    row.setLook(file);
    logs.update(row);
  }

  /** Notes a new plain log that repeats the text of another one, without reading its lines. */
  private boolean takeCopy(LogFile file) throws SQLException, IOException, StaleIndexException {
    if (file.isCompressed() || file.size() == 0) {
      return false;
    }
    for (LogRow row : List.copyOf(rows.values())) {
      if (row.sameAs == null
          && row.complete
          && row.length == file.size()
          && KnownText.begins(file, row, true)) {
        LogRow copy = new LogRow();
        copy.setLook(file);
        copyOf(copy, row);
        inTransaction(
            () -> {
              logs.insert(copy);
              rows.put(copy.path, copy);
              if (preferred(copy, row)) {
                exchange(copy, row);
              }
            });
        return true;
      }
    }
    return false;
  }

  private static void copyOf(LogRow copy, LogRow row) {
    copy.length = row.length;
    copy.blocks = row.blocks;
    copy.position = row.position;
    copy.lines = row.lines;
    copy.complete = true;
    copy.sameAs = row.id;
  }

  /**
   * Of two logs of the same text one is named in answers, whichever was read first: the plain one,
   * else by name.
   */
  private static boolean preferred(LogRow one, LogRow other) {
    return one.compressed != other.compressed
        ? !one.compressed
        : one.path.compareTo(other.path) < 0;
  }

  /**
   * Lets two logs of the same text change places, so that the lines read from one count for the
   * other.
   */
  private void exchange(LogRow copy, LogRow row) throws SQLException {
    if (row.compressed && !copy.compressed) {
      forgetCompression(row.id);
    }
    LogRow was = new LogRow();
    was.path = row.path;
    was.size = row.size;
    was.modified = row.modified;
    was.key = row.key;
    was.compressed = row.compressed;
    row.path = copy.path;
    row.size = copy.size;
    row.modified = copy.modified;
    row.key = copy.key;
    row.compressed = copy.compressed;
    copy.path = was.path + "\0";
    logs.update(copy);
    logs.update(row);
    copy.path = was.path;
    copy.size = was.size;
    copy.modified = was.modified;
    copy.key = was.key;
    copy.compressed = was.compressed;
    logs.update(copy);
    rows.put(row.path, row);
    rows.put(copy.path, copy);
    texts.forget();
  }

  private void readOn(LogFile file, LogRow row)
      throws SQLException, IOException, StaleIndexException {
    try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ);
        InputStream in = LogText.open(file.path(), row.position, file.size())) {
      long block = row.position / ContentDigest.BLOCK * ContentDigest.BLOCK;
      byte[] tail = LogText.read(channel, block, (int) (row.position - block));
      ContentDigest digest = ContentDigest.resume(row.blocks, row.position, tail);
      read(file, row, in, digest);
    } catch (NoSuchFileException e) {
      // It left since the folder was read; the second look will say so.
      return;
    }
  }

  private void readWhole(LogFile file) throws SQLException, IOException, StaleIndexException {
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
      inTransaction(() -> unreadable(row, file, e));
      return;
    }
    try (InputStream in = opened) {
      read(file, row, in, new ContentDigest());
    }
  }

  private void unreadable(LogRow row, LogFile file, IOException e) throws SQLException {
    // Never complete, so that each catching-up tries again: permissions change without a trace in
    // the looks.
    row.setLook(file);
    logs.insert(row);
    rows.put(row.path, row);
    Unreadable.note(store, row.id, Unreadable.reason(e));
  }

  private void read(LogFile file, LogRow row, InputStream in, ContentDigest digest)
      throws SQLException, IOException, StaleIndexException {
    boolean compressed = file.isCompressed();
    store.execute("BEGIN IMMEDIATE");
    Counters before = counters;
    try {
      counters = Counters.load(store);
      if (row.id == 0) {
        row.complete = false;
        logs.insert(row);
        rows.put(row.path, row);
      }
      row.complete = false;
      ExecutionTable executions = new ExecutionTable(store, settings.zone(), texts, counters);
      try (TextBlocks blocks = compressed ? new TextBlocks(store, row.id) : null) {
        Intake intake =
            new Intake(
                store,
                executions,
                row,
                settings.zone(),
                digest,
                blocks,
                progress,
                () -> checkpoint(row));
        LogScanner.End end =
            LogScanner.scan(in, row.position, row.lines, settings.maxLine(), parsers, intake);
        finish(file, row, intake, end);
      }
      counters.save(store);
      store.execute("COMMIT");
    } catch (Intake.SqlInScanException e) {
      rollback(before, e);
      throw e.failure();
    } catch (SQLException | IOException | StaleIndexException | RuntimeException e) {
      rollback(before, e);
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

  private void rollback(Counters before, Throwable reason) {
    counters = before;
    try {
      store.execute("ROLLBACK");
    } catch (SQLException e) {
      reason.addSuppressed(e);
    }
  }

  private void finish(LogFile file, LogRow row, Intake intake, LogScanner.End end)
      throws SQLException, StaleIndexException {
    row.position = end.position();
    row.lines = end.lines();
    if (end.failure().isPresent()) {
      Unreadable.note(
          store, row.id, "reading stops after line " + end.lines() + ": " + end.failure().get());
    } else if (row.compressed && end.unfinished() > 0) {
      LineProblem torn = new LineProblem(ProblemKind.TORN_LINE, "the last line has no end");
      intake.problem(end.position(), end.lines() + 1, end.unfinished(), torn);
    }
    intake.write();
    row.setLook(file);
    row.complete = end.failure().isEmpty() || row.compressed;
    logs.update(row);
    if (row.compressed) {
      dropIfCopy(row);
    }
  }

  /** Only unpacking tells whether a compressed log repeats another one. */
  private void dropIfCopy(LogRow row) throws SQLException, StaleIndexException {
    for (LogRow other : List.copyOf(rows.values())) {
      boolean same =
          other.id != row.id
              && other.sameAs == null
              && other.complete
              && other.length == row.length
              && row.length > 0
              && Arrays.equals(other.blocks, row.blocks);
      if (same) {
        boolean exchange = preferred(row, other);
        dropContent(row);
        copyOf(row, other);
        logs.update(row);
        if (exchange) {
          // Both are compressed, else the plain one would have been preferred: their blocks are
          // alike.
          exchange(row, other);
        }
        return;
      }
    }
  }

  private void drop(LogRow row) throws SQLException, StaleIndexException {
    dropContent(row);
    logs.delete(row);
    rows.remove(row.path, row);
  }

  private void dropContent(LogRow row) throws SQLException, StaleIndexException {
    if (row.sameAs == null) {
      new ExecutionTable(store, settings.zone(), texts, counters).removeFile(row.id);
      for (String table : List.of("problem", "text_block")) {
        PreparedStatement delete = store.prepare("DELETE FROM " + table + " WHERE file=?");
        delete.setLong(1, row.id);
        delete.executeUpdate();
      }
    }
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

  private void noteUnreadable(LogTree.Found found)
      throws SQLException, IOException, StaleIndexException {
    String now = Unreadable.list(found.unreadable());
    if (!Objects.equals(store.meta("unreadable").orElse(""), now)) {
      inTransaction(() -> store.setMeta("unreadable", now));
    }
  }

  /** Work that changes the index. */
  private interface Work {
    void run() throws SQLException, StaleIndexException;
  }

  private void inTransaction(Work work) throws SQLException, StaleIndexException {
    store.execute("BEGIN IMMEDIATE");
    Counters before = counters;
    try {
      counters = Counters.load(store);
      work.run();
      counters.save(store);
      store.execute("COMMIT");
    } catch (SQLException | StaleIndexException | RuntimeException e) {
      rollback(before, e);
      throw e;
    }
  }

  /** Returns whether the index has nothing to catch up with, by the looks of the files alone. */
  static boolean upToDate(
      List<LogRow> rows, LogTree.Found found, Optional<String> unreadable, boolean keepMissing) {
    Map<String, LogRow> byPath = new HashMap<>();
    rows.forEach(row -> byPath.put(row.path, row));
    int known = 0;
    for (LogFile file : found.files()) {
      LogRow row = byPath.get(file.path().toString());
      if (row == null || !row.looksLike(file)) {
        return false;
      }
      known++;
    }
    return (known == rows.size() || keepMissing)
        && unreadable.orElse("").equals(Unreadable.list(found.unreadable()));
  }
}
