package org.researchtracker.recorder;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.researchtracker.log.LogAppender;
import org.researchtracker.log.LogAppender.Appended;
import org.researchtracker.recorder.RecorderProblem.Kind;

/**
 * The one thread that writes: takes events from the queue, in batches, appends their lines and
 * tells observers. What cannot be written stays and is tried again, until the tracker is closed and
 * its time is over; so a full disk costs nothing as long as the queue has room.
 *
 * <p>Only {@link #flush}, {@link #close} and the counts are for other threads.
 */
final class Writer implements Runnable {
  private static final Duration LOCK_WAIT = Duration.ofSeconds(1);
  private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(1);
  private static final long DOZE = TimeUnit.MICROSECONDS.toNanos(500);
  private static final long AWAKE_FOR = TimeUnit.SECONDS.toNanos(1);
  private static final long LONGEST_SLEEP = TimeUnit.SECONDS.toNanos(5);
  private static final long REPORT_EVERY = TimeUnit.SECONDS.toNanos(1);

  /** Somebody who waits until all that was accepted before is on the disk. */
  private record Flush(long accepted, CountDownLatch done) {}

  private final Path root;
  private final RecorderOptions options;
  private final Intake intake;
  private final Observers observers;
  private final LineBook book;
  private final ConcurrentLinkedQueue<Flush> flushes = new ConcurrentLinkedQueue<>();
  private final CountDownLatch done = new CountDownLatch(1);
  final AtomicLong written = new AtomicLong();
  final AtomicLong failed = new AtomicLong();
  final AtomicLong troubles = new AtomicLong();

  private final Batch batch;
  private @Nullable LogAppender log;
  private boolean unsynced;
  private long unsyncedSince;
  private long busyAt = System.nanoTime();
  private long reportedAt = System.nanoTime() - REPORT_EVERY;
  private long reportedDrops;
  private volatile boolean closing;
  private volatile boolean abandoned;

  Writer(
      Path root, RecorderOptions options, Intake intake, Observers observers, LiveExecutions live) {
    this.root = root;
    this.options = options;
    this.intake = intake;
    this.observers = observers;
    this.batch = new Batch(intake);
    this.book = new LineBook(options, intake, observers, live);
  }

  @Override
  public void run() {
    while (true) {
      try {
        if (step()) {
          break;
        }
      } catch (Throwable e) {
        // Memory has run out, or this class is wrong; either way the next events can be written.
        trouble("internal error", e);
        pause(FIRST_PAUSE);
      }
    }
    try {
      finish();
    } catch (Throwable e) {
      trouble("cannot close the log", e);
    } finally {
      done.countDown();
    }
  }

  /** Writes a batch, or rests; returns whether all is done. */
  private boolean step() {
    reportDrops();
    if (batch.isEmpty()) {
      batch.collect();
    }
    if (!batch.isEmpty()) {
      write();
      busyAt = System.nanoTime();
    }
    if (abandoned) {
      return true;
    }
    syncIfDue();
    if (!batch.isEmpty()) {
      return false;
    } else if (!intake.isIdle()) {
      // An event has its place, and the thread that will put it there is not running just now.
      pause(1000);
    } else if (closing) {
      return true;
    } else {
      rest();
    }
    return false;
  }

  /** Writes the batch, however long that takes. */
  private void write() {
    long pause = FIRST_PAUSE;
    while (!batch.isEmpty()) {
      if (abandoned) {
        return;
      }
      try {
        Appended appended = log().append(LOCK_WAIT, lines -> book.fill(lines, batch.entries()));
        settle(appended);
        if (appended.failure().isEmpty()) {
          return;
        }
        trouble("cannot write " + appended.file(), appended.failure().get());
      } catch (Throwable e) {
        trouble("cannot write a log in " + root, e);
      }
      pause(pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE);
      reportDrops();
    }
  }

  private LogAppender log() throws java.io.IOException {
    LogAppender open = log;
    if (open == null) {
      open =
          LogAppender.open(
              root,
              options.logName,
              options.rotation,
              new SteadyClock(options.clock, options.zone));
      log = open;
    }
    return open;
  }

  /** Takes note of the entries whose lines stand in the log, and keeps the others. */
  private void settle(Appended appended) {
    int lines = appended.lines();
    if (lines > 0 && !unsynced) {
      unsynced = true;
      unsyncedSince = System.nanoTime();
    }
    batch.settle(lines, this::written, this::fail);
  }

  private void written(Entry entry) {
    if (entry.event != null) {
      intake.queue.forget(entry.weight);
      written.incrementAndGet();
    }
    try {
      book.written(entry);
    } catch (Throwable e) {
      // Its line stands in the log, and must not be written again.
      trouble("cannot keep in memory what was written", e);
    }
  }

  private void fail(Entry entry) {
    if (entry.event != null) {
      entry.execution.lost.incrementAndGet();
      intake.queue.forget(entry.weight);
      failed.incrementAndGet();
    }
  }

  private void syncIfDue() {
    boolean asked = !flushes.isEmpty();
    long interval = Intake.nanos(options.sync.interval());
    if (unsynced && (asked || System.nanoTime() - unsyncedSince >= interval)) {
      sync();
    }
    if (asked && !unsynced) {
      flushes.removeIf(this::isFlushed);
    }
  }

  private boolean isFlushed(Flush flush) {
    boolean flushed = written.get() + failed.get() >= flush.accepted();
    if (flushed) {
      flush.done().countDown();
    }
    return flushed;
  }

  private void sync() {
    try {
      if (log != null) {
        log.sync();
      }
      unsynced = false;
    } catch (Throwable e) {
      trouble("cannot sync the log in " + root, e);
      // Asked again at the next batch or after the interval, not at once.
      unsyncedSince = System.nanoTime();
      if (closing) {
        unsynced = false;
      }
    }
  }

  private void rest() {
    long now = System.nanoTime();
    long nanos = DOZE;
    boolean deeply = now - busyAt > AWAKE_FOR;
    if (deeply) {
      long untilSync =
          unsynced ? unsyncedSince - now + Intake.nanos(options.sync.interval()) : LONGEST_SLEEP;
      nanos = Math.max(DOZE, Math.min(untilSync < 0 ? LONGEST_SLEEP : untilSync, LONGEST_SLEEP));
    }
    intake.rest(nanos, deeply, () -> !closing && flushes.isEmpty());
  }

  private void pause(long nanos) {
    LockSupport.parkNanos(this, nanos);
  }

  private void reportDrops() {
    long drops = intake.dropped.sum();
    long now = System.nanoTime();
    if (drops != reportedDrops && (now - reportedAt >= REPORT_EVERY || closing)) {
      observers.problem(
          Kind.DROPPED, "the queue was full", drops - reportedDrops, Optional.empty());
      reportedDrops = drops;
      reportedAt = now;
    }
  }

  private void trouble(String what, Throwable cause) {
    troubles.incrementAndGet();
    observers.problem(Kind.TROUBLE, what + ": " + cause, batch.size(), Optional.of(cause));
  }

  /** Counts what is left as failed, and closes the log. */
  private void finish() throws java.io.IOException {
    intake.finish();
    batch.collectRest();
    if (!abandoned) {
      book.closeOpen(batch.entries());
      write();
    }
    long before = failed.get();
    batch.abandon(this::fail);
    if (failed.get() > before) {
      observers.problem(
          Kind.FAILED, "not written in time", failed.get() - before, Optional.empty());
    }
    reportDrops();
    if (log != null) {
      log.close();
    }
    unsynced = false;
    flushes.removeIf(this::isFlushed);
  }

  /** Waits until all that was accepted so far is on the disk; returns whether it is. */
  boolean flush(long nanos) {
    Flush flush = new Flush(intake.accepted(), new CountDownLatch(1));
    flushes.add(flush);
    intake.wake();
    if (done.getCount() == 0) {
      flushes.removeIf(this::isFlushed);
      return flush.done().getCount() == 0 && failed.get() == 0;
    }
    return await(flush.done(), nanos) && failed.get() == 0;
  }

  /**
   * Lets the writer end.
   *
   * @return whether it has ended in time, with everything written
   */
  boolean close(long nanos) {
    intake.queue.close();
    closing = true;
    intake.wake();
    boolean ended = await(done, nanos);
    if (!ended) {
      abandoned = true;
      intake.wake();
      await(done, LONGEST_PAUSE / 10);
    }
    return ended && failed.get() == 0;
  }

  /** Waits, also if the thread was interrupted, which is for whoever called to see. */
  private static boolean await(CountDownLatch latch, long nanos) {
    long deadline = System.nanoTime() + nanos;
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return latch.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
