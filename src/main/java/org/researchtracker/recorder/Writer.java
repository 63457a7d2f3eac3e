package org.researchtracker.recorder;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.researchtracker.log.LogAppender;
import org.researchtracker.log.LogAppender.Appended;
import org.researchtracker.recorder.Intake.Ending;
import org.researchtracker.recorder.RecorderProblem.Kind;

/**
 * The one thread that writes: takes events from the queue, in batches, appends their lines and
 * tells observers. What cannot be written stays and is tried again, until the tracker is closed and
 * its time is over; so a full disk costs nothing as long as the queue has room.
 *
 * <p>Only {@link #flush}, {@link #close} and the counts are for other threads.
 */
final class Writer implements Runnable {
  private static final int MOST_LINES = 2048;
  private static final long MOST_BYTES = 2 << 20;
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

  private final List<Entry> batch = new ArrayList<>();
  private @Nullable LogAppender log;
  private long batchBytes;
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
      collect();
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

  private void collect() {
    batchBytes = 0;
    while (batch.size() < MOST_LINES && batchBytes < MOST_BYTES) {
      Ending ending = intake.endings.peek();
      if (ending != null && ending.position() <= intake.queue.begin()) {
        intake.endings.remove();
        end(ending);
        continue;
      }
      Event event = intake.queue.poll();
      if (event == null) {
        // Empty; or its place is taken and its thread has not come to put it there.
        return;
      }
      add(event, event.weight(), true);
    }
  }

  private void add(Event event, long weight, boolean queued) {
    begin(event.execution());
    batch.add(Entry.item(event, queued ? weight : 0));
    batchBytes += weight;
  }

  /** An execution's head line comes before its first item. */
  private void begin(Execution execution) {
    if (!execution.headWritten) {
      execution.headWritten = true;
      batch.add(Entry.head(execution));
    }
  }

  private void end(Ending ending) {
    if (ending.last() != null) {
      add(ending.last(), ending.last().weight(), false);
    }
    begin(ending.execution());
    batch.add(Entry.closing(ending));
  }

  /** Writes the batch, however long that takes. */
  private void write() {
    long pause = FIRST_PAUSE;
    while (!batch.isEmpty()) {
      if (abandoned) {
        return;
      }
      try {
        Appended appended = log().append(LOCK_WAIT, lines -> book.fill(lines, batch));
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
      open = LogAppender.open(root, options.logName, options.rotation, clock());
      log = open;
    }
    return open;
  }

  /** The clock of rotation, which never fails. */
  private Clock clock() {
    InstantSource times = options.clock;
    ZoneId zone = options.zone;
    return new Clock() {
      private Instant last = Instant.EPOCH;

      @Override
      public ZoneId getZone() {
        return zone;
      }

      @Override
      public Clock withZone(ZoneId other) {
        return times.withZone(other);
      }

      @Override
      public Instant instant() {
        try {
          last = times.instant();
        } catch (RuntimeException e) {
          // The day stays the one that it was.
        }
        return last;
      }
    };
  }

  /** Takes note of the entries whose lines stand in the log, and keeps the others. */
  private void settle(Appended appended) {
    int lines = appended.lines();
    if (lines > 0 && !unsynced) {
      unsynced = true;
      unsyncedSince = System.nanoTime();
    }
    List<Entry> kept = new ArrayList<>();
    for (Entry entry : batch) {
      if (entry.refused) {
        fail(entry);
      } else if (lines > 0) {
        lines--;
        book.written(entry);
        if (entry.event != null) {
          intake.queue.forget(entry.weight);
          written.incrementAndGet();
        }
      } else {
        kept.add(entry);
      }
    }
    batch.clear();
    batch.addAll(kept);
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
    Ending ending;
    while ((ending = intake.endings.poll()) != null) {
      end(ending);
    }
    Event event;
    while ((event = intake.queue.poll()) != null) {
      add(event, event.weight(), true);
    }
    if (!abandoned) {
      book.closeOpen(batch);
      write();
    }
    long before = failed.get();
    batch.forEach(this::fail);
    if (failed.get() > before) {
      observers.problem(
          Kind.FAILED, "not written in time", failed.get() - before, Optional.empty());
    }
    batch.clear();
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
