package org.researchtracker.recorder;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.researchtracker.recorder.RecorderProblem.Kind;

/** Those who are told. Thread-safe; telling never waits. */
final class Observers implements ObserverFeed.Faults {
  private final List<ObserverFeed> feeds = new CopyOnWriteArrayList<>();
  private final LongAdder missed = new LongAdder();

  void add(RecorderObserver observer) {
    feeds.add(new ObserverFeed(observer, this));
  }

  @SuppressWarnings("ReferenceEquality") // the one that was added, not one like it
  void remove(RecorderObserver observer) {
    feeds.removeIf(feed -> feed.observer == observer);
  }

  boolean isEmpty() {
    return feeds.isEmpty();
  }

  long missed() {
    return missed.sum();
  }

  void tell(Consumer<RecorderObserver> notification) {
    for (ObserverFeed feed : feeds) {
      tell(feed, notification);
    }
  }

  private void tell(ObserverFeed feed, Consumer<RecorderObserver> notification) {
    try {
      feed.tell(notification);
    } catch (Throwable e) {
      // No thread can be had for it.
      missed.increment();
    }
  }

  void problem(Kind kind, String message, long events, Optional<Throwable> cause) {
    RecorderProblem problem = new RecorderProblem(kind, message, events, cause);
    tell(observer -> observer.onProblem(problem));
  }

  @Override
  public void threw(ObserverFeed by, Throwable thrown) {
    RecorderProblem problem =
        new RecorderProblem(
            Kind.OBSERVER,
            by.observer.getClass().getName() + " threw " + thrown.getClass().getName(),
            0,
            Optional.of(thrown));
    // Not to itself, or one that always throws would never come to an end.
    for (ObserverFeed feed : feeds) {
      if (!feed.equals(by)) {
        tell(feed, observer -> observer.onProblem(problem));
      }
    }
  }

  @Override
  public void missed(ObserverFeed by, long notifications) {
    missed.add(notifications);
    RecorderProblem problem =
        new RecorderProblem(
            Kind.OBSERVER,
            by.observer.getClass().getName() + " was too slow",
            notifications,
            Optional.empty());
    tell(by, observer -> observer.onProblem(problem));
  }

  /** Waits until all were told everything; returns whether they were. */
  boolean drain(long nanos) {
    long deadline = System.nanoTime() + nanos;
    boolean all = true;
    for (ObserverFeed feed : feeds) {
      all &= feed.drain(Math.max(deadline - System.nanoTime(), 0));
    }
    return all;
  }
}
