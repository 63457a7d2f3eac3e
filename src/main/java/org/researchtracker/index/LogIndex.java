package org.researchtracker.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.researchtracker.index.IndexStore.SqlWork;
import org.researchtracker.log.LogTree;
import org.researchtracker.model.TextQuery;
import org.researchtracker.model.TrackerException;

/**
 * The index of some log roots: catches up with the logs and gives out the catalog that answers
 * questions.
 *
 * <p>Any number of processes may use one index file at once: one at a time catches up, under a lock
 * that the operating system frees when its holder dies; readers never wait for it. A damaged index,
 * or one made for other roots, is made anew in the same file. Where the file cannot be written or
 * locked, a temporary one takes its place. An instance is for one thread.
 */
public final class LogIndex implements AutoCloseable {
  /** The version of the index's tables; part of the default file name. */
  public static final int SCHEMA_VERSION = IndexStore.SCHEMA_VERSION;

  private final IndexSettings settings;
  private final IndexEvents events;
  private final OpenIndex place;
  private final CatchUp catchUp;
  private final @Nullable IndexHelper helper;
  private boolean mayCatchUp;
  private boolean inSnapshot;

  /** What {@link LogTail} knows logs by; the beginning of a log in a row never changes. */
  private final Map<Long, Integer> firstLines = new HashMap<>();

  private LogIndex(
      IndexSettings settings, IndexEvents events, OpenIndex place, @Nullable IndexHelper helper) {
    this.settings = settings;
    this.events = events;
    this.place = place;
    this.catchUp = new CatchUp(place, settings, events);
    this.helper = helper;
  }

  /**
   * Loads what opening an index loads, so that {@link #open} takes less time later. May be called
   * on a thread of its own; what goes wrong is left to {@link #open} to tell.
   */
  public static void warmUp() {
    try {
      IndexStore.warmUp();
    } catch (SQLException e) {
      // Whoever opens an index will hear of it.
    }
  }

  /**
   * Opens an index without looking at the logs. The file is made if it is missing.
   *
   * @throws TrackerException if the file is something else than an index
   */
  public static LogIndex open(IndexSettings settings, IndexEvents events) {
    return new LogIndex(settings, events, OpenIndex.open(settings, events), null);
  }

  /**
   * Opens an index that another one of this process keeps up to date: this one only reads.
   *
   * @param file where that one truly is
   * @param helper catches up where this one finds that it has to
   * @param cacheKib memory for pages of the index, KiB
   */
  static LogIndex openReader(IndexSettings settings, Path file, IndexHelper helper, int cacheKib)
      throws IOException, SQLException {
    OpenIndex place = OpenIndex.openAt(file, settings, IndexEvents.NONE);
    place.store().execute("PRAGMA cache_size=-" + cacheKib);
    return new LogIndex(settings, IndexEvents.NONE, place, helper);
  }

  /** Returns where the index truly is: a temporary place if the one named cannot be written. */
  Path file() {
    return place.file();
  }

  /** Lets all answers be of one state of the index until {@link #endSnapshot}. */
  void beginSnapshot() throws SQLException {
    store().execute("BEGIN");
    inSnapshot = true;
  }

  /** Lets later changes be seen. */
  void endSnapshot() throws SQLException {
    inSnapshot = false;
    store().execute("COMMIT");
  }

  private void help(Consumer<IndexHelper> how) {
    IndexHelper here = Objects.requireNonNull(helper);
    boolean again = inSnapshot;
    try {
      if (again) {
        endSnapshot();
      }
      how.accept(here);
      texts().forget();
      if (again) {
        beginSnapshot();
      }
    } catch (SQLException e) {
      throw OpenIndex.failure(e);
    }
  }

  /**
   * Catches up with the logs; afterwards every answer is what a fresh reading of them would give.
   */
  public void refresh() {
    mayCatchUp = true;
    catchUp.run(false);
  }

  Map<Long, Integer> firstLines() {
    return firstLines;
  }

  /** Looks at the whole text of the logs, not just at what was appended. */
  void refreshThoroughly() {
    mayCatchUp = true;
    catchUp.run(true);
  }

  /** Forgets everything and reads the logs anew. */
  public void rebuild() {
    mayCatchUp = true;
    try (RefreshLock lock = place.lock()) {
      place.recreate(lock);
    } catch (IOException | SQLException e) {
      throw OpenIndex.failure(e);
    }
    catchUp.run(false);
  }

  /**
   * Returns the answers; without a {@link #refresh()} before, those of the logs as they were last
   * read.
   */
  public Catalog catalog() {
    if (!mayCatchUp && helper == null) {
      requireUsable();
    }
    return new Catalog(this, settings.zone());
  }

  /** Returns what this index is. */
  public IndexStatus status() {
    LogTree.Found found = catchUp.walk();
    return ask(
        () -> {
          boolean made = place.isMade();
          Collection<LogRow> rows = made ? LogRows.load(store()).all() : List.of();
          Counters counters = made ? Counters.load(store()) : new Counters();
          boolean current = made && place.purpose().isCurrent(found);
          return new IndexStatus(
              file(),
              place.isTemporary(),
              SCHEMA_VERSION,
              sizeOf(file()) + sizeOf(file().resolveSibling(file().getFileName() + "-wal")),
              rows.size(),
              rows.stream().mapToLong(row -> row.length).sum(),
              counters.executions,
              counters.items,
              current,
              made && TextIndex.exists(store()),
              made ? departed() : List.of());
        });
  }

  private List<String> departed() throws SQLException {
    List<String> paths = new ArrayList<>();
    try (ResultSet result =
        store()
            .prepare(
                "SELECT path FROM departed WHERE path NOT IN (SELECT path FROM file) ORDER BY path")
            .executeQuery()) {
      while (result.next()) {
        paths.add(LogNames.shown(settings.roots(), result.getString(1)));
      }
    }
    return paths;
  }

  private static long sizeOf(Path path) {
    try {
      return Files.size(path);
    } catch (IOException e) {
      return 0;
    }
  }

  private void requireUsable() {
    ask(
        () -> {
          if (!place.isMade()) {
            throw TrackerException.failed(
                "there is no index of these logs yet", "run the command without --no-refresh");
          }
          Optional<String> mismatch = place.purpose().mismatch();
          if (mismatch.isPresent()) {
            throw TrackerException.failed(
                "the index was made for " + mismatch.get(), "run the command without --no-refresh");
          }
          return true;
        });
  }

  IndexStore store() {
    return place.store();
  }

  StoredTexts texts() {
    return place.texts();
  }

  IndexSettings settings() {
    return settings;
  }

  /** Asks the tables; a damaged index is made anew and asked once more. */
  <T> T ask(SqlWork<T> question) {
    try {
      return question.run();
    } catch (SQLException | IndexOutOfBoundsException | NegativeArraySizeException e) {
      boolean damage = !(e instanceof SQLException sql) || IndexStore.isDamage(sql);
      if (!damage || !mayCatchUp) {
        throw OpenIndex.failure(e);
      }
      place.recover(new SQLException("malformed", e));
      catchUp.run(false);
      try {
        return question.run();
      } catch (SQLException again) {
        throw OpenIndex.failure(again);
      }
    }
  }

  /** Catches up after a line was no longer what was indexed, if that is wished. */
  void catchUpAfter(StaleIndexException stale) {
    if (helper != null) {
      help(IndexHelper::catchUp);
      return;
    }
    if (!mayCatchUp) {
      throw TrackerException.failed(
          "the logs have changed since they were indexed: " + stale.getMessage(),
          "run the command without --no-refresh");
    }
    texts().forget();
    catchUp.run(true);
  }

  /** Returns the items that may hold the words, after the text index has caught up. */
  TextCandidates candidates(TextQuery query, TextIndex.Contents contents) {
    if (helper == null) {
      catchUpTexts(contents);
    } else if (ask(() -> new TextIndex(store()).isFarBehind())) {
      help(IndexHelper::catchUpTexts);
    }
    return ask(() -> new TextIndex(store()).candidates(query));
  }

  /** Makes the index of texts if there is none, and brings it up to date. */
  void catchUpTexts(TextIndex.Contents contents) {
    for (int attempt = 1; ; attempt++) {
      try {
        ask(
            () -> {
              TextIndex text = new TextIndex(store());
              text.create();
              text.catchUp(contents, events);
              return text;
            });
        return;
      } catch (StaleInTransactionException e) {
        catchUpAfter(e.stale());
        if (attempt >= CatchUp.ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  @Override
  public void close() {
    catchUp.close();
    place.close();
  }
}
