package org.researchtracker.index;

import java.time.Instant;
import java.util.Optional;
import org.researchtracker.model.ExecutionHead;
import org.researchtracker.model.Status;

/**
 * What tells when an execution last changed and whether it has changed since, without its items.
 *
 * @param head its head fields by their ranks
 * @param status how it ended
 * @param startedAt when it began, if that is known
 * @param touchedAt the newest time in its lines, if there is one
 * @param itemCount items after duplicates
 * @param mark the same as long as the same lines give the execution, wherever they stand and in
 *     whichever index; another one says that it may have changed
 */
public record ExecutionMark(
    ExecutionHead head,
    Status status,
    Optional<Instant> startedAt,
    Optional<Instant> touchedAt,
    long itemCount,
    long mark) {

  static ExecutionMark of(ExecutionEntry entry) {
    ExecutionSummary summary = entry.summary();
    return new ExecutionMark(
        summary.head(),
        summary.status(),
        summary.startedAt(),
        summary.touchedAt(),
        summary.itemCount(),
        summary.mark());
  }

  /** Returns the id. */
  public String executionId() {
    return head.executionId();
  }
}
