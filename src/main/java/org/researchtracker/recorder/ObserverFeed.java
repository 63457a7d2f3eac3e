package org.researchtracker.recorder;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes notifications to one observer, on a thread that is its own and ends when nothing has come
 * for a while. {@link #tell} never waits for the observer. Thread-safe.
 */
final class ObserverFeed {
  private static final long LINGER_SECONDS = 10;

  /** Is told what an observer threw, and how many notifications it has missed. */
  interface Faults {
    void threw(ObserverFeed feed, Throwable thrown);

    void missed(ObserverFeed feed, long notifications);
  }

  final RecorderObserver observer;
  private final Faults faults;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Consumer<RecorderObserver>> waiting = new ArrayDeque<>();
  private @Nullable Thread thread;
  private boolean telling;
  private long missed;

  ObserverFeed(RecorderObserver observer, Faults faults) {
    this.observer = observer;
    this.faults = faults;
  }

  /** Adds a notification, or counts it as missed if too many are waiting. */
  void tell(Consumer<RecorderObserver> notification) {
    lock.lock();
    try {
      if (waiting.size() >= RecorderObserver.BACKLOG) {
        missed++;
        return;
      }
      waiting.add(notification);
      if (thread == null) {
        Thread begun = new Thread(this::run, "tracker-observer");
        begun.setDaemon(true);
        thread = begun;
        begun.start();
      } else {
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    while (true) {
      Optional<Consumer<RecorderObserver>> next = next();
      if (next.isEmpty()) {
        return;
      }
      try {
        next.get().accept(observer);
      } catch (Throwable e) {
        faults.threw(this, e);
      }
    }
  }

  /** Returns the next notification, or nothing once none has come for a while. */
  private Optional<Consumer<RecorderObserver>> next() {
    long skipped = 0;
    lock.lock();
    try {
      telling = false;
      changed.signalAll();
      long left = TimeUnit.SECONDS.toNanos(LINGER_SECONDS);
      while (waiting.isEmpty()) {
        if (left <= 0) {
          thread = null;
          return Optional.empty();
        }
        try {
          left = changed.awaitNanos(left);
        } catch (InterruptedException e) {
          // The observer interrupted its own thread; there is nothing to stop for.
        }
      }
      telling = true;
      skipped = missed;
      missed = 0;
      return Optional.of(waiting.remove());
    } finally {
      lock.unlock();
      if (skipped > 0) {
        faults.missed(this, skipped);
      }
    }
  }

  /** Waits until the observer was told everything; returns whether it was. */
  boolean drain(long nanos) {
    if (Thread.currentThread() == thread) {
      return true;
    }
    boolean interrupted = false;
    long left = nanos;
    lock.lock();
    try {
      while ((telling || !waiting.isEmpty()) && left > 0) {
        try {
          left = changed.awaitNanos(left);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      return !telling && waiting.isEmpty();
    } finally {
      lock.unlock();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
