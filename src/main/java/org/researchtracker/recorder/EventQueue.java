package org.researchtracker.recorder;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The bounded queue between the pipeline's threads and the writer. Any number of threads offer, one
 * polls; nobody waits for anybody, and no lock is held.
 *
 * <p>The order of the queue is the order of acceptance: an offer takes its place by one atomic
 * step, so a call that returned before another began stands before it. {@link #close} sets a bit in
 * the same number: what has a place by then is polled, everything later is refused, and nothing
 * falls between.
 */
final class EventQueue<E> {
  /** What became of an offer. */
  enum Answer {
    /** It has a place, and there is plenty left. */
    ACCEPTED,
    /** It has a place, and the queue is more than half full: the writer should hurry. */
    CROWDED,
    /** There is no place. */
    FULL,
    /** Nothing is accepted any more. */
    CLOSED
  }

  private static final long CLOSED_BIT = Long.MIN_VALUE;

  private final AtomicReferenceArray<@Nullable E> slots;
  private final int mask;
  private final int capacity;
  private final long mostBytes;

  /** The next place to be given, and the bit that closes. */
  private final AtomicLong tail = new AtomicLong();

  /** The next place to be polled. */
  private final AtomicLong head = new AtomicLong();

  private final AtomicLong bytes = new AtomicLong();

  /**
   * Makes a queue.
   *
   * @param capacity how many events it holds
   * @param mostBytes what they may weigh; the last one may go beyond that
   */
  EventQueue(int capacity, long mostBytes) {
    int size = Integer.highestOneBit(Math.max(capacity - 1, 1)) << 1;
    this.slots = new AtomicReferenceArray<>(Math.max(size, capacity));
    this.mask = slots.length() - 1;
    this.capacity = capacity;
    this.mostBytes = mostBytes;
  }

  /** Puts an event at the end, if there is room. */
  Answer offer(E event, long weight) {
    long place;
    long before;
    if (bytes.get() >= mostBytes) {
      return tail.get() < 0 ? Answer.CLOSED : Answer.FULL;
    }
    do {
      place = tail.get();
      if (place < 0) {
        return Answer.CLOSED;
      }
      before = place - head.get();
      if (before >= capacity) {
        return Answer.FULL;
      }
    } while (!tail.compareAndSet(place, place + 1));
    bytes.addAndGet(weight);
    slots.setRelease((int) place & mask, event);
    return before > capacity >> 1 ? Answer.CROWDED : Answer.ACCEPTED;
  }

  /**
   * Takes the first event; for the writer alone.
   *
   * @return nothing if the queue is empty, or if the first event has its place but is not there yet
   */
  @Nullable E poll() {
    long place = head.get();
    int slot = (int) place & mask;
    E event = slots.getAcquire(slot);
    if (event != null) {
      slots.setRelease(slot, null);
      head.set(place + 1);
    }
    return event;
  }

  /** Gives back the room that an event took, once it has left memory; for the writer alone. */
  void forget(long weight) {
    bytes.addAndGet(-weight);
  }

  /** Refuses every offer from now on. */
  void close() {
    tail.getAndUpdate(place -> place | CLOSED_BIT);
  }

  /** Returns the place that the next event gets. */
  long end() {
    return tail.get() & ~CLOSED_BIT;
  }

  /** Returns the place of the next event to be polled. */
  long begin() {
    return head.get();
  }

  /** Returns whether no event has a place; those that are not there yet have one. */
  boolean isEmpty() {
    return end() == begin();
  }

  boolean isClosed() {
    return tail.get() < 0;
  }
}
