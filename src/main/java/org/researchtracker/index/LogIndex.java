package org.researchtracker.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.researchtracker.index.IndexStore.SqlWork;
import org.researchtracker.log.LogTree;
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

  private static final int ATTEMPTS = 4;

  private final IndexSettings settings;
  private final IndexEvents events;
  private Path file;
  private IndexStore store;
  private StoredTexts texts;
  private boolean temporary;
  private boolean mayCatchUp;
  private @Nullable ExecutorService parsers;
  private @Nullable IndexHelper helper;
  private boolean inSnapshot;

  /** What {@link LogTail} knows logs by; the beginning of a log in a row never changes. */
  private final java.util.Map<Long, Integer> firstLines = new java.util.HashMap<>();

  private LogIndex(IndexSettings settings, IndexEvents events, IndexStore store) {
    this.settings = settings;
    this.events = events;
    this.file = settings.file();
    this.store = store;
    this.texts = new StoredTexts(store);
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
    IndexFiles.refuseForeign(settings.file());
    try {
      LogIndex index =
          new LogIndex(settings, events, IndexFiles.openOrHeal(settings.file(), events));
      if (index.store.state() == IndexStore.State.FOREIGN) {
        index.close();
        throw IndexFiles.foreign(settings.file(), "a database of another program");
      }
      return index;
    } catch (IOException | SQLException e) {
      return openTemporary(settings, events, e);
    }
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
    LogIndex index = new LogIndex(settings, IndexEvents.NONE, IndexStore.open(file));
    index.file = file;
    index.helper = helper;
    index.store.execute("PRAGMA cache_size=-" + cacheKib);
    return index;
  }

  /** Returns where the index truly is: a temporary place if the one named cannot be written. */
  Path file() {
    return file;
  }

  /** Lets all answers be of one state of the index until {@link #endSnapshot}. */
  void beginSnapshot() throws SQLException {
    store.execute("BEGIN");
    inSnapshot = true;
  }

  /** Lets later changes be seen. */
  void endSnapshot() throws SQLException {
    inSnapshot = false;
    store.execute("COMMIT");
  }

  private void help(Consumer<IndexHelper> how) {
    IndexHelper here = java.util.Objects.requireNonNull(helper);
    boolean again = inSnapshot;
    try {
      if (again) {
        endSnapshot();
      }
      how.accept(here);
      texts.forget();
      if (again) {
        beginSnapshot();
      }
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private static LogIndex openTemporary(
      IndexSettings settings, IndexEvents events, Exception cause) {
    try {
      Path folder = Files.createTempDirectory("tracker-index-");
      Path file = folder.resolve("index.db");
      LogIndex index = new LogIndex(settings, events, IndexStore.open(file));
      index.file = file;
      index.temporary = true;
      events.notice(
          "the index "
              + settings.file()
              + " cannot be written ("
              + IndexFiles.reason(cause)
              + "); reading into a temporary one. Name another place with --index");
      return index;
    } catch (IOException | SQLException e) {
      throw new TrackerException(
          TrackerException.Kind.FAILED,
          "neither "
              + settings.file()
              + " nor a temporary index can be written: "
              + IndexFiles.reason(e),
          "free some space, or name another place with --index",
          e);
    }
  }

  /**
   * Catches up with the logs; afterwards every answer is what a fresh reading of them would give.
   */
  public void refresh() {
    mayCatchUp = true;
    catchUp(false);
  }

  java.util.Map<Long, Integer> firstLines() {
    return firstLines;
  }

  /** Looks at the whole text of the logs, not just at what was appended. */
  void refreshThoroughly() {
    mayCatchUp = true;
    catchUp(true);
  }

  /** Forgets everything and reads the logs anew. */
  public void rebuild() {
    mayCatchUp = true;
    try (RefreshLock lock = lock()) {
      java.util.Objects.requireNonNull(lock);
      recreate();
    } catch (IOException | SQLException e) {
      throw failure(e);
    }
    catchUp(false);
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
    LogTree.Found found = walk();
    return ask(
        () -> {
          boolean made = store.state() == IndexStore.State.CURRENT;
          java.util.Collection<LogRow> rows = made ? LogRows.load(store).all() : List.of();
          Counters counters = made ? Counters.load(store) : new Counters();
          boolean current = made && purpose().isCurrent(found);
          return new IndexStatus(
              file,
              temporary,
              SCHEMA_VERSION,
              sizeOf(file) + sizeOf(file.resolveSibling(file.getFileName() + "-wal")),
              rows.size(),
              rows.stream().mapToLong(row -> row.length).sum(),
              counters.executions,
              counters.items,
              current,
              made && TextIndex.exists(store),
              made ? departed() : List.of());
        });
  }

  private List<String> departed() throws SQLException {
    List<String> paths = new ArrayList<>();
    try (java.sql.ResultSet result =
        store.prepare("SELECT path FROM departed ORDER BY path").executeQuery()) {
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

  private void catchUp(boolean startThorough) {
    boolean thorough = startThorough;
    for (int attempt = 1; ; attempt++) {
      LogTree.Found found = walk();
      try {
        if (!thorough && store.state() == IndexStore.State.CURRENT && purpose().isCurrent(found)) {
          return;
        }
        try (RefreshLock lock = lock()) {
          java.util.Objects.requireNonNull(lock);
          prepare();
          purpose().refuseEmptied(walk());
          new Refresh(store, settings, texts, parsers(found), events, thorough).run(walk());
        }
        texts.forget();
        return;
      } catch (StaleIndexException e) {
        thorough = true;
        texts.forget();
        if (attempt >= ATTEMPTS) {
          throw TrackerException.failed(
              "the logs change faster than they can be read: " + e.getMessage(),
              "run the command again");
        }
      } catch (SQLException e) {
        recover(e, attempt);
      } catch (IOException e) {
        throw failure(e);
      }
    }
  }

  private void recover(SQLException e, int attempt) {
    if (attempt >= ATTEMPTS || (!IndexStore.isDamage(e) && (!IndexStore.isPlace(e) || temporary))) {
      throw failure(e);
    }
    close();
    try {
      if (IndexStore.isDamage(e)) {
        try (RefreshLock lock = lock()) {
          IndexFiles.heal(file, lock, events);
        }
        reopen(IndexStore.open(file));
      } else {
        LogIndex other = openTemporary(settings, events, e);
        file = other.file;
        temporary = true;
        reopen(other.store);
      }
    } catch (IOException | SQLException again) {
      throw failure(again);
    }
  }

  private void reopen(IndexStore opened) {
    store = opened;
    texts = new StoredTexts(opened);
  }

  private LogTree.Found walk() {
    try {
      return LogTree.walk(settings.roots());
    } catch (NoSuchFileException e) {
      throw TrackerException.failed(
          "log root " + e.getFile() + " does not exist",
          "name the folder that holds the logs with --logs");
    } catch (IOException e) {
      throw TrackerException.failed(
          "log root " + e.getMessage(),
          "check the folder and its permissions, or name another with --logs");
    }
  }

  private RefreshLock lock() throws IOException {
    return RefreshLock.take(
        file, () -> events.notice("waiting for another tracker that is reading the logs"));
  }

  /** Makes the tables where there are none, or none that can be used; the lock is held. */
  private void prepare() throws SQLException {
    IndexStore.State state = store.state();
    if (state == IndexStore.State.EMPTY) {
      recreate();
    } else if (state == IndexStore.State.OTHER_VERSION) {
      events.notice("the index " + file + " is of another version; it is made anew from the logs");
      recreate();
    } else {
      Optional<String> mismatch = purpose().mismatch();
      if (mismatch.isPresent()) {
        events.notice(
            "the index "
                + file
                + " was made for "
                + mismatch.get()
                + "; it is made anew from the logs");
        recreate();
      } else {
        purpose().adoptZone();
      }
    }
  }

  private void recreate() throws SQLException {
    texts.forget();
    store.close();
    try {
      reopen(IndexStore.open(file));
    } catch (IOException e) {
      throw new SQLException(e);
    }
    store.write(
        () -> {
          store.recreateTables();
          purpose().write();
        });
  }

  private IndexPurpose purpose() {
    return new IndexPurpose(store, settings);
  }

  private void requireUsable() {
    ask(
        () -> {
          if (store.state() != IndexStore.State.CURRENT) {
            throw TrackerException.failed(
                "there is no index of these logs yet", "run the command without --no-refresh");
          }
          Optional<String> mismatch = purpose().mismatch();
          if (mismatch.isPresent()) {
            throw TrackerException.failed(
                "the index was made for " + mismatch.get(), "run the command without --no-refresh");
          }
          return true;
        });
  }

  private java.util.concurrent.Executor parsers(LogTree.Found found) {
    long bytes = found.files().stream().mapToLong(log -> log.size()).sum();
    int processors = Runtime.getRuntime().availableProcessors();
    if (processors < 2 || bytes < 4 << 20) {
      return Runnable::run;
    }
    if (parsers == null) {
      parsers =
          Executors.newFixedThreadPool(
              Math.min(processors, 4),
              work -> {
                Thread thread = new Thread(work, "tracker-parser");
                thread.setDaemon(true);
                return thread;
              });
    }
    return parsers;
  }

  IndexStore store() {
    return store;
  }

  StoredTexts texts() {
    return texts;
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
        throw failure(e);
      }
      recover(new SQLException("malformed", e), 1);
      catchUp(false);
      try {
        return question.run();
      } catch (SQLException again) {
        throw failure(again);
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
    texts.forget();
    catchUp(true);
  }

  /** Returns the rows that may hold all terms, after the text index has caught up. */
  Set<Long> candidates(Set<String> terms, TextIndex.Contents contents) {
    if (helper == null) {
      catchUpTexts(contents);
      return ask(() -> new TextIndex(store).candidates(terms));
    }
    if (ask(() -> new TextIndex(store).isFarBehind())) {
      help(IndexHelper::catchUpTexts);
    }
    return ask(() -> new TextIndex(store).candidatesAndStale(terms));
  }

  /** Makes the index of texts if there is none, and brings it up to date. */
  void catchUpTexts(TextIndex.Contents contents) {
    for (int attempt = 1; ; attempt++) {
      try {
        ask(
            () -> {
              TextIndex text = new TextIndex(store);
              text.create();
              text.catchUp(contents, events);
              return text;
            });
        return;
      } catch (StaleInTransactionException e) {
        catchUpAfter(e.stale());
        if (attempt >= ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /** A stale line met inside a transaction that had to be rolled back. */
  static final class StaleInTransactionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient StaleIndexException stale;

    StaleInTransactionException(StaleIndexException stale) {
      super(stale);
      this.stale = stale;
    }

    StaleIndexException stale() {
      return stale;
    }
  }

  private static TrackerException failure(Exception e) {
    return new TrackerException(
        TrackerException.Kind.FAILED,
        "the index cannot be used: " + IndexFiles.reason(e),
        "look at it with tracker index status, or make it anew with tracker index rebuild",
        e);
  }

  @Override
  public void close() {
    texts.close();
    store.close();
    if (parsers != null) {
      parsers.shutdownNow();
      parsers = null;
    }
    if (temporary) {
      IndexFiles.deleteTemporary(file);
    }
  }
}
