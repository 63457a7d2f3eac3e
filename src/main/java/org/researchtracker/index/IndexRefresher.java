package org.researchtracker.index;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.researchtracker.model.TrackerException;

/**
 * The one thread of a process that catches up with the logs, and a second one for their texts,
 * which takes longer and which only searches need.
 *
 * <p>A look at logs that have not changed is cheap, but not free: the next one may begin when ten
 * times as long has passed as the last one took. Safe for use by several threads.
 */
final class IndexRefresher implements IndexHelper, AutoCloseable {
  private static final long SHORTEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(2);
  private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(500);

  /** A look that takes longer than this is reading much, and nobody should wait for it. */
  private static final long QUICK = TimeUnit.MILLISECONDS.toNanos(200);

  private static final long OFTEN = TimeUnit.MILLISECONDS.toNanos(250);
  private static final long SELDOM = TimeUnit.SECONDS.toNanos(2);
  private static final int CACHE = 4096;

  private final LogIndex index;
  private final IndexSettings settings;
  private final IndexEvents events;
  private final ScheduledExecutorService looks;
  private final ExecutorService texts;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Void> first = new CompletableFuture<>();
  private final Object lock = new Object();
  private @Nullable CompletableFuture<Void> running;
  private @Nullable ScheduledFuture<?> next;
  private long began;
  private long took;
  private volatile long lastGood = System.nanoTime();
  private volatile @Nullable TrackerException failure;
  private volatile Path file;
  private final AtomicInteger epoch = new AtomicInteger();
  private IndexStore store;

  private IndexRefresher(LogIndex index, IndexSettings settings, IndexEvents events) {
    this.index = index;
    this.settings = settings;
    this.events = events;
    this.file = index.file();
    this.store = index.store();
    this.looks = Executors.newSingleThreadScheduledExecutor(work -> thread(work, "tracker-index"));
    this.texts = Executors.newSingleThreadExecutor(work -> thread(work, "tracker-texts"));
  }

  private static Thread thread(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  static IndexRefresher start(IndexSettings settings, IndexEvents events) {
    IndexRefresher refresher =
        new IndexRefresher(LogIndex.open(settings, events), settings, events);
    var unused = refresher.lookSoon();
    return refresher;
  }

  CompletableFuture<Void> first() {
    return first;
  }

  Path file() {
    return file;
  }

  /** Returns a number that is another one after the index was made anew in its place. */
  int epoch() {
    return epoch.get();
  }

  @Nullable TrackerException failure() {
    return failure;
  }

  Duration age() {
    return Duration.ofNanos(System.nanoTime() - lastGood);
  }

  AutoCloseable onChange(Runnable listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /** Returns the look that is worth waiting for; a done one if there was one just now. */
  CompletableFuture<Void> lookSoon() {
    synchronized (lock) {
      long now = System.nanoTime();
      CompletableFuture<Void> look = running;
      if (look != null) {
        return now - began > QUICK ? CompletableFuture.completedFuture(null) : look;
      }
      long pause = Math.min(Math.max(SHORTEST_PAUSE, 10 * took), LONGEST_PAUSE);
      if (began != 0 && now - began < pause) {
        return CompletableFuture.completedFuture(null);
      }
      began = now;
      CompletableFuture<Void> begun = CompletableFuture.runAsync(this::look, looks);
      running = begun;
      return begun;
    }
  }

  private void look() {
    long begin = System.nanoTime();
    try {
      index.refresh();
      file = index.file();
      noteStore();
      lastGood = begin;
      failure = null;
      first.complete(null);
      listeners.forEach(Runnable::run);
    } catch (RuntimeException | Error e) {
      fail(e);
    } finally {
      synchronized (lock) {
        took = System.nanoTime() - begin;
        running = null;
      }
      scheduleNext();
    }
  }

  private void lookAgain() {
    var unused = lookSoon();
  }

  /** Looks without being asked, more often where somebody waits for what is new. */
  private void scheduleNext() {
    long usual = listeners.isEmpty() ? SELDOM : OFTEN;
    synchronized (lock) {
      if (!looks.isShutdown()) {
        next = looks.schedule(this::lookAgain, Math.max(usual, 9 * took), TimeUnit.NANOSECONDS);
      }
    }
  }

  /** Connections to a file that was made anew under them are of no use any more. */
  private void noteStore() {
    IndexStore now = index.store();
    if (!now.equals(store)) {
      store = now;
      epoch.incrementAndGet();
    }
  }

  private void fail(Throwable e) {
    TrackerException told =
        e instanceof TrackerException known
            ? known
            : TrackerException.failed("the logs cannot be read: " + e, "");
    TrackerException before = failure;
    if (before == null || !before.what().equals(told.what())) {
      events.notice(told.what());
    }
    failure = told;
    first.completeExceptionally(told);
  }

  @Override
  public void catchUp() {
    await(CompletableFuture.runAsync(index::refreshThoroughly, looks));
  }

  @Override
  public void catchUpTexts() {
    await(CompletableFuture.runAsync(this::readTexts, texts));
  }

  private void readTexts() {
    try (LogIndex own = LogIndex.openReader(settings, file, this, CACHE)) {
      own.catalog().prepareSearch();
    } catch (java.io.IOException | java.sql.SQLException e) {
      throw new TrackerException(
          TrackerException.Kind.FAILED, "the index cannot be written: " + e.getMessage(), "", e);
    }
  }

  private static void await(CompletableFuture<Void> work) {
    try {
      work.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof TrackerException told) {
        throw told;
      }
      throw e;
    }
  }

  @Override
  public void close() {
    synchronized (lock) {
      if (next != null) {
        // The end would wait for it.
        next.cancel(false);
      }
      looks.shutdown();
    }
    texts.shutdown();
    try {
      // A step that is under way is ended by the end of the process, as any other reader's is.
      if (looks.awaitTermination(1, TimeUnit.SECONDS)) {
        index.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
