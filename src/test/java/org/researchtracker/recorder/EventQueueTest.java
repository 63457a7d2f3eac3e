package org.researchtracker.recorder;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.researchtracker.recorder.EventQueue.Answer;

/**
 * Tries the interleavings of threads that offer and close while one takes. If this fails, there is
 * one in which an event is lost, doubled or out of order.
 */
public class EventQueueTest {
  private static final int CAPACITY = 2;

  private final EventQueue<Integer> queue = new EventQueue<>(CAPACITY, 1000);

  /** What the queue is to everybody who looks from outside. */
  public static final class Sequential {
    private final Queue<Integer> events = new ArrayDeque<>();
    private boolean closed;

    /** Offers an event. */
    public boolean offer(int event) {
      return !closed && events.size() < CAPACITY && events.add(event);
    }

    /** Takes an event. */
    public @Nullable Integer take() {
      return events.poll();
    }

    /** Closes. */
    public void close() {
      closed = true;
    }
  }

  /** Offers an event. */
  @Operation
  public boolean offer(int event) {
    Answer answer = queue.offer(event, 1);
    return answer == Answer.ACCEPTED || answer == Answer.CROWDED;
  }

  /** Takes an event as the writer does: one that has its place is waited for. */
  @Operation(nonParallelGroup = "writer")
  public @Nullable Integer take() {
    Integer event = queue.poll();
    while (event == null && !queue.isEmpty()) {
      Thread.onSpinWait();
      event = queue.poll();
    }
    return event;
  }

  /** Closes. */
  @Operation
  public void close() {
    queue.close();
  }

  @Test
  public void isAQueueToAllThreads() {
    new ModelCheckingOptions()
        .sequentialSpecification(Sequential.class)
        .iterations(Integer.getInteger("recorder.scenarios", 6))
        .invocationsPerIteration(Integer.getInteger("recorder.interleavings", 200))
        .threads(3)
        .actorsPerThread(2)
        .actorsBefore(1)
        .actorsAfter(2)
        .check(getClass());
  }
}
