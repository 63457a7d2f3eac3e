package org.researchtracker.recorder;

import org.researchtracker.model.ExecutionHead;
import org.researchtracker.model.ExecutionItem;

/**
 * Is told what is recorded, once it stands in the log, in the order of the log.
 *
 * <p>Each observer is called on a thread of its own, one call at a time. One that throws is told of
 * the next event all the same; one that is slow or hangs holds up neither the pipeline nor the log
 * nor other observers, but misses what more than {@value #BACKLOG} notifications came before, and
 * is told so.
 */
public interface RecorderObserver {
  /** How many notifications wait for a slow observer. */
  int BACKLOG = 10_000;

  /** An execution has begun. */
  default void onStart(ExecutionHead head) {}

  /** An item was logged. */
  default void onItem(String executionId, ExecutionItem item) {}

  /** An execution has ended; its head now has {@code dropped_items} and the total time. */
  default void onEnd(ExecutionHead head) {}

  /** Something went wrong. */
  default void onProblem(RecorderProblem problem) {}
}
