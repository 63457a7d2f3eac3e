package org.researchtracker.index;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.researchtracker.log.LogFile;
import org.researchtracker.log.LogTree;

/**
 * One catching-up of the index with the logs, under the lock: finds what was renamed, has grown,
 * was replaced, is new or is gone, and changes the index to what a fresh reading of the logs would
 * give.
 *
 * <p>Logs that are gone or hold another text <em>depart</em>: what they gave no longer counts where
 * new text is settled, because it cannot be read any more, and is taken away when the new text is
 * in. So an item that only moved never disappears in between.
 */
final class Refresh {
  /** Looks at the folders before it gives up waiting for them to hold still. */
  private static final int LOOKS = 5;

  private final IndexStore store;
  private final IndexSettings settings;
  private final StoredTexts texts;
  private final LogRows logs;
  private final LogReading reading;
  private final boolean thorough;
  private final IndexProgress progress;

  Refresh(
      IndexStore store,
      IndexSettings settings,
      StoredTexts texts,
      LogRows logs,
      Executor parsers,
      IndexEvents events,
      boolean thorough) {
    this.store = store;
    this.settings = settings;
    this.texts = texts;
    this.logs = logs;
    this.progress = new IndexProgress(events);
    this.reading = new LogReading(store, settings, texts, parsers, progress, logs);
    this.thorough = thorough;
  }

  void run(LogTree.Found found) throws SQLException, IOException, StaleIndexException {
    LogTree.Found look = found;
    if (!gone(look).isEmpty()) {
      // A file is gone only if a second look misses it too: it may have been renamed during the
      // first.
      look = LogTree.walk(settings.roots());
    }
    for (int i = 0; i < LOOKS; i++) {
      LogTree.Found now = look;
      followRenames(now);
      depart(now);
      takeAll(now);
      reading.dropDeparted();
      look = LogTree.walk(settings.roots());
      if (now.files().equals(look.files())) {
        break;
      }
    }
    preferNames();
    noteUnreadable(look);
  }

  private List<LogRow> gone(LogTree.Found look) {
    Map<String, LogFile> present = byPath(look);
    return logs.all().stream().filter(row -> !present.containsKey(row.path)).toList();
  }

  private static Map<String, LogFile> byPath(LogTree.Found look) {
    Map<String, LogFile> files = new HashMap<>();
    look.files().forEach(file -> files.put(file.path().toString(), file));
    return files;
  }

  /**
   * A log that now bears another name, by what the file system knows it by, keeps what was read of
   * it.
   */
  private void followRenames(LogTree.Found found)
      throws SQLException, IOException, StaleIndexException {
    Map<String, LogFile> byPath = byPath(found);
    Map<String, LogFile> byKey = new HashMap<>();
    for (LogFile file : found.files()) {
      if (!file.key().isEmpty() && !file.isCompressed()) {
        byKey.put(file.key(), file);
      }
    }
    Map<LogRow, String> moved = new LinkedHashMap<>();
    for (LogRow row : logs.all()) {
      LogFile there = byPath.get(row.path);
      LogFile namesake = row.key.isEmpty() || row.compressed ? null : byKey.get(row.key);
      boolean elsewhere = there == null || !there.key().equals(row.key);
      if (elsewhere && namesake != null && KnownText.begins(namesake, row, false)) {
        moved.put(row, namesake.path().toString());
      }
    }
    if (!moved.isEmpty()) {
      reading.inTransaction(() -> logs.rename(moved));
      texts.forget();
    }
  }

  /**
   * Lets go of the logs whose text is not there any more, and of copies that are copies no more.
   */
  private void depart(LogTree.Found found) throws SQLException, IOException, StaleIndexException {
    Map<String, LogFile> present = byPath(found);
    List<LogRow> departing = new ArrayList<>();
    List<LogRow> grown = new ArrayList<>();
    for (LogRow row : logs.all()) {
      LogFile file = present.get(row.path);
      if (file == null ? !settings.keepMissing() : !isIntact(row, file)) {
        departing.add(row);
      } else if (file != null && !row.looksLike(file)) {
        grown.add(row);
      }
    }
    if (departing.isEmpty() && grown.isEmpty()) {
      return;
    }
    Map<LogRow, String> elsewhere = textElsewhere(departing, found);
    reading.inTransaction(
        () -> {
          for (LogRow row : departing) {
            LogRow heir = row.sameAs == null ? heir(row, departing, grown) : null;
            if (heir != null) {
              elsewhere.remove(row);
              logs.exchange(heir, row);
              logs.delete(heir);
            } else if (elsewhere.containsKey(row)) {
              // The file there was copied before this one was cut off: it keeps what was read here.
              grown.remove(row);
            } else if (row.sameAs == null) {
              reading.depart(row, !present.containsKey(row.place()));
            } else {
              logs.delete(row);
            }
          }
          for (LogRow row : List.copyOf(logs.all())) {
            if (row.sameAs != null && isCopyNoMore(row, grown)) {
              logs.delete(row);
            }
          }
          logs.rename(elsewhere);
        });
    texts.forget();
  }

  /** A copy is read by itself once its original has left or either of the two has changed. */
  private boolean isCopyNoMore(LogRow copy, List<LogRow> grown) {
    LogRow original = copy.sameAs == null ? null : logs.byId(copy.sameAs);
    return original == null
        || reading.isDeparted(original)
        || grown.contains(original)
        || grown.contains(copy);
  }

  /**
   * Finds departing text again in new files, by the text itself; where one departing text begins
   * with another, the longer one.
   */
  private Map<LogRow, String> textElsewhere(List<LogRow> departing, LogTree.Found found)
      throws IOException {
    List<LogRow> lost = new ArrayList<>();
    for (LogRow row : departing) {
      if (row.sameAs == null && !row.compressed && row.length > 0) {
        lost.add(row);
      }
    }
    lost.sort((a, b) -> Long.compare(a.length, b.length));
    Map<LogRow, String> elsewhere = new LinkedHashMap<>();
    for (LogFile file : found.files()) {
      if (file.isCompressed() || logs.byPath(file.path().toString()) != null) {
        continue;
      }
      KnownText.Beginning beginning = new KnownText.Beginning(file);
      LogRow longest = null;
      for (LogRow row : lost) {
        longest = beginning.isOf(row) ? row : longest;
      }
      if (longest != null) {
        lost.remove(longest);
        elsewhere.put(longest, file.path().toString());
      }
    }
    return elsewhere;
  }

  private boolean isIntact(LogRow row, LogFile file) throws IOException {
    if (row.looksLike(file) && !thorough) {
      return true;
    }
    if (row.compressed || file.isCompressed()) {
      return row.looksLike(file);
    }
    // The same file that has only grown was appended to; whatever else happened to it wants a whole
    // look.
    boolean appended = row.key.equals(file.key()) && file.size() > row.length && !thorough;
    return KnownText.begins(file, row, !appended);
  }

  /**
   * Returns a plain log of the same text that is still there, if one is: its lines need not be read
   * again.
   */
  private @Nullable LogRow heir(LogRow row, List<LogRow> departing, List<LogRow> grown) {
    for (LogRow other : logs.all()) {
      boolean copy = Objects.equals(other.sameAs, row.id) && !other.compressed && !row.compressed;
      if (copy && !departing.contains(other) && !grown.contains(other)) {
        return other;
      }
    }
    return null;
  }

  private void takeAll(LogTree.Found found) throws SQLException, IOException, StaleIndexException {
    List<LogFile> waiting = new ArrayList<>();
    for (LogFile file : found.files()) {
      LogRow row = logs.byPath(file.path().toString());
      if (row == null || !row.looksLike(file)) {
        waiting.add(file);
        progress.expect(logs.unread(file));
      }
    }
    // Plain logs first: the same text in a compressed one is then known.
    waiting.sort(Refresh::plainFirst);
    for (LogFile file : waiting) {
      LogRow row = logs.byPath(file.path().toString());
      if (row != null) {
        reading.readOn(file, row);
      } else if (!takeCopy(file)) {
        reading.readWhole(file);
      }
    }
  }

  /** Not put together from parts, like {@link ExecutionLines#ORDER}. */
  private static int plainFirst(LogFile a, LogFile b) {
    int order = Boolean.compare(a.isCompressed(), b.isCompressed());
    return order == 0 ? a.path().toString().compareTo(b.path().toString()) : order;
  }

  /** Notes a new plain log that repeats the text of another one, without reading its lines. */
  private boolean takeCopy(LogFile file) throws SQLException, IOException, StaleIndexException {
    if (file.isCompressed() || file.size() == 0) {
      return false;
    }
    KnownText.Beginning beginning = new KnownText.Beginning(file);
    for (LogRow row : List.copyOf(logs.all())) {
      boolean alike =
          row.sameAs == null
              && row.complete
              && row.length == file.size()
              && !reading.isDeparted(row);
      if (alike && beginning.isOf(row)) {
        LogRow copy = new LogRow();
        copy.setLook(file);
        copy.repeat(row);
        reading.inTransaction(
            () -> {
              logs.insert(copy);
              if (copy.isPreferredTo(row)) {
                logs.exchange(copy, row);
              }
            });
        texts.forget();
        return true;
      }
    }
    return false;
  }

  /** Renaming may have made a copy the one that answers should name. */
  private void preferNames() throws SQLException, StaleIndexException {
    for (LogRow copy : List.copyOf(logs.all())) {
      LogRow row = copy.sameAs == null ? null : logs.byId(copy.sameAs);
      if (row != null && copy.isPreferredTo(row)) {
        reading.inTransaction(() -> logs.exchange(copy, row));
        texts.forget();
      }
    }
  }

  private void noteUnreadable(LogTree.Found found) throws SQLException, StaleIndexException {
    String now = Unreadable.list(found.unreadable());
    if (!store.meta("unreadable").orElse("").equals(now)) {
      reading.inTransaction(() -> store.setMeta("unreadable", now));
    }
  }

  /** Returns whether the index has nothing to catch up with, by the looks of the files alone. */
  static boolean upToDate(
      IndexStore store, LogTree.Found found, Optional<String> unreadable, boolean keepMissing)
      throws SQLException {
    LogRows logs = LogRows.load(store);
    int known = 0;
    for (LogFile file : found.files()) {
      LogRow row = logs.byPath(file.path().toString());
      if (row == null || !row.looksLike(file)) {
        return false;
      }
      known++;
    }
    return (known == logs.all().size() || keepMissing)
        && unreadable.orElse("").equals(Unreadable.list(found.unreadable()));
  }
}
