package org.researchtracker.recorder;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.researchtracker.recorder.EventQueue.Answer;

/**
 * Where the pipeline's threads hand events over. Nothing here throws, holds a lock, or waits, but
 * for room in the queue where the overflow policy says so; waking the writer is the only thing that
 * asks the system for anything, and is needed only after a pause. Thread-safe.
 */
final class Intake {
  private static final long LONGEST_PAUSE = Duration.ofMillis(1).toNanos();

  /**
   * The end of an execution, which has a way of its own to the writer, so that a full queue cannot
   * lose it.
   *
   * @param execution what ended
   * @param last the item that says so, or null if the pipeline said nothing
   * @param position the place in the queue before which it belongs
   * @param time when
   * @param nanos how long the execution took
   */
  record Ending(
      Execution execution,
      @Nullable Event last,
      long position,
      @Nullable Instant time,
      long nanos) {}

  /** What the writer is waiting in, if it is. */
  private enum Rest {
    AWAKE,
    /** For a moment: it looks again by itself. */
    DOZING,
    /** Until it is woken. */
    ASLEEP
  }

  final EventQueue<Event> queue;
  final ConcurrentLinkedQueue<Ending> endings = new ConcurrentLinkedQueue<>();

  /** Endings that were accepted with an item, which no place in the queue counts. */
  final AtomicLong lastItems = new AtomicLong();

  final LongAdder dropped = new LongAdder();
  final LongAdder cut = new LongAdder();

  private final long longestWait;
  private final int longestText;
  private final InstantSource clock;
  private volatile Rest rest = Rest.AWAKE;
  private volatile boolean finished;
  private volatile @Nullable Thread writer;

  Intake(RecorderOptions options) {
    this.queue = new EventQueue<>(options.queueEvents, options.queueBytes);
    this.longestWait = nanos(options.overflow.longestWait());
    this.longestText = options.longestText;
    this.clock = options.clock;
  }

  /** Returns a duration in nanoseconds, the longest there is if it is longer. */
  static long nanos(Duration time) {
    try {
      return time.toNanos();
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE;
    }
  }

  void setWriter(Thread thread) {
    writer = thread;
  }

  /** Returns the time of an event, or null if the clock fails. */
  @Nullable Instant now() {
    try {
      return clock.instant();
    } catch (Throwable e) {
      return null;
    }
  }

  /** Hands an event over, or counts it as dropped. */
  void offer(Event event) {
    if (event.isCut(longestText)) {
      cut.increment();
    }
    long weight = event.weight();
    Answer answer = queue.offer(event, weight);
    if (answer == Answer.FULL && longestWait > 0) {
      answer = await(event, weight);
    }
    switch (answer) {
      case ACCEPTED -> wake(Rest.ASLEEP);
      case CROWDED -> wake(Rest.DOZING);
      case FULL, CLOSED -> drop(event.execution());
    }
  }

  /** Counts an event that is lost before it was accepted. */
  void drop(Execution execution) {
    execution.lost.incrementAndGet();
    dropped.increment();
  }

  private Answer await(Event event, long weight) {
    long begun = System.nanoTime();
    long pause = 1000;
    Answer answer;
    do {
      wake(Rest.DOZING);
      LockSupport.parkNanos(this, pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE);
      answer = queue.offer(event, weight);
    } while (answer == Answer.FULL && System.nanoTime() - begun < longestWait);
    return answer;
  }

  /** Hands over the end of an execution; the first one counts. */
  void end(Execution execution, @Nullable Event last) {
    if (!execution.end()) {
      if (last != null) {
        // It says something, though the execution has ended: an item like any other.
        offer(last);
      }
      return;
    }
    if (last != null && last.isCut(longestText)) {
      cut.increment();
    }
    long nanos = System.nanoTime() - execution.startedNanos;
    Ending ending = new Ending(execution, last, queue.end(), now(), nanos);
    if (queue.isClosed()) {
      refuse(ending);
      return;
    }
    if (last != null) {
      lastItems.incrementAndGet();
    }
    endings.add(ending);
    if (finished && endings.remove(ending)) {
      // The writer had looked for the last time.
      if (last != null) {
        lastItems.decrementAndGet();
      }
      refuse(ending);
      return;
    }
    wake(Rest.ASLEEP);
  }

  private void refuse(Ending ending) {
    if (ending.last() != null) {
      drop(ending.execution());
    }
  }

  /** Returns how many events were accepted. */
  long accepted() {
    return queue.end() + lastItems.get();
  }

  /** Wakes the writer if it rests at least so deeply. */
  private void wake(Rest deep) {
    Rest now = rest;
    if (now != Rest.AWAKE && now.compareTo(deep) >= 0) {
      wake();
    }
  }

  /** Wakes the writer. */
  void wake() {
    rest = Rest.AWAKE;
    LockSupport.unpark(writer);
  }

  /** Returns whether there is nothing to do; for the writer. */
  boolean isIdle() {
    return queue.isEmpty() && endings.isEmpty();
  }

  /**
   * Waits for events; for the writer.
   *
   * @param nanos how long at most
   * @param deeply whether the next event has to wake it, which costs its caller microseconds
   */
  void rest(long nanos, boolean deeply, java.util.function.BooleanSupplier mayRest) {
    rest = deeply ? Rest.ASLEEP : Rest.DOZING;
    // Looked at again after it was said: whoever came before did not know that it had to wake.
    if (isIdle() && mayRest.getAsBoolean()) {
      LockSupport.parkNanos(this, nanos);
    }
    rest = Rest.AWAKE;
  }

  /** Says that the writer will not look for endings again but once. */
  void finish() {
    finished = true;
  }
}
