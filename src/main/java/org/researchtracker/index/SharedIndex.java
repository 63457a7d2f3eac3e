package org.researchtracker.index;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.researchtracker.model.TrackerException;

/**
 * One index for many threads of a process that runs on: one thread catches up with the logs, any
 * number of others read, each from a state of the index that does not change under it.
 *
 * <p>Safe for use by several threads. Readers never wait for the catching up, but for the first one
 * if there was no index yet, and for as long as {@link #freshen} is told to. Closing waits for what
 * is being read.
 */
public final class SharedIndex implements AutoCloseable {
  /** Memory for pages of the index in each reader, KiB; the system's cache holds the rest. */
  private static final int READER_CACHE = 2048;

  private final IndexSettings settings;
  private final IndexRefresher refresher;
  private final Deque<Idle> idle = new ArrayDeque<>();
  private final Semaphore slots;
  private final int readers;

  private SharedIndex(IndexSettings settings, IndexRefresher refresher, int readers) {
    this.settings = settings;
    this.refresher = refresher;
    this.readers = readers;
    this.slots = new Semaphore(readers, true);
  }

  /**
   * Opens an index and begins to catch up with the logs.
   *
   * @param events hears of what a person should know, on another thread
   * @param readers how many can read at the same time
   */
  public static SharedIndex open(IndexSettings settings, IndexEvents events, int readers) {
    return new SharedIndex(settings, IndexRefresher.start(settings, events), readers);
  }

  /**
   * Waits for the first catching up.
   *
   * @return whether it is done
   * @throws TrackerException if it failed
   */
  public boolean awaitReady(Duration patience) {
    return await(refresher.first(), patience);
  }

  /**
   * Looks whether the logs have gained anything, unless that was done just now.
   *
   * @param patience how long to wait for what it brings
   */
  public void freshen(Duration patience) {
    CompletableFuture<Void> look = refresher.lookSoon();
    try {
      await(look, patience);
    } catch (TrackerException e) {
      // Told by failure(), to whoever wants to know.
      return;
    }
  }

  /** Returns why the last look at the logs failed, if it did. */
  public Optional<TrackerException> failure() {
    return Optional.ofNullable(refresher.failure());
  }

  /** Returns how long ago the last look at the logs that went well was begun. */
  public Duration age() {
    return refresher.age();
  }

  /**
   * Has something run after each look at the logs, until it is closed: at least every quarter of a
   * second, unless looking takes long. It must be quick.
   */
  public AutoCloseable onChange(Runnable listener) {
    return refresher.onChange(listener);
  }

  private static boolean await(CompletableFuture<Void> look, Duration patience) {
    try {
      look.get(patience.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw cause instanceof TrackerException told
          ? told
          : TrackerException.failed(String.valueOf(cause.getMessage()), "");
    }
  }

  /**
   * Lets the calling thread read; to be closed by it.
   *
   * @param patience how long to wait for others to be done
   * @return nothing if they are not done by then
   */
  public Optional<Reading> read(Duration patience) throws InterruptedException {
    if (!slots.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
      return Optional.empty();
    }
    try {
      int epoch = refresher.epoch();
      return Optional.of(new Reading(reader(epoch), epoch));
    } catch (RuntimeException | Error e) {
      slots.release();
      throw e;
    }
  }

  /** A reader that waits, and the epoch that it is of. */
  private record Idle(LogIndex index, int epoch) {}

  private LogIndex reader(int epoch) {
    LogIndex index = idleOf(epoch);
    try {
      if (index == null) {
        index = LogIndex.openReader(settings, refresher.file(), refresher, READER_CACHE);
      }
      index.beginSnapshot();
      return index;
    } catch (IOException | SQLException e) {
      if (index != null) {
        index.close();
      }
      throw new TrackerException(
          TrackerException.Kind.FAILED, "the index cannot be read: " + e.getMessage(), "", e);
    }
  }

  private @Nullable LogIndex idleOf(int epoch) {
    synchronized (idle) {
      for (Idle next = idle.poll(); next != null; next = idle.poll()) {
        if (next.epoch() == epoch) {
          return next.index();
        }
        next.index().close();
      }
      return null;
    }
  }

  /** One thread's reading. */
  public final class Reading implements AutoCloseable {
    private final LogIndex index;
    private final int epoch;
    private boolean closed;

    private Reading(LogIndex index, int epoch) {
      this.index = index;
      this.epoch = epoch;
    }

    /** Returns the answers, all of one state of the index. */
    public Catalog catalog() {
      return index.catalog();
    }

    /** Returns what the logs gained between two states of them. */
    public LogTail tail() {
      return new LogTail(index);
    }

    @Override
    public void close() {
      if (closed) {
        return;
      }
      closed = true;
      boolean sound = true;
      try {
        index.endSnapshot();
      } catch (SQLException e) {
        // A connection whose transaction is broken is not used again.
        sound = false;
      }
      synchronized (idle) {
        if (sound && epoch == refresher.epoch()) {
          idle.push(new Idle(index, epoch));
        } else {
          index.close();
        }
      }
      slots.release();
    }
  }

  @Override
  public void close() {
    refresher.close();
    slots.acquireUninterruptibly(readers);
    synchronized (idle) {
      idle.forEach(each -> each.index().close());
      idle.clear();
    }
  }
}
