package org.researchtracker.index;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.researchtracker.model.ExecutionHead;
import org.researchtracker.model.OutputCounts;
import org.researchtracker.model.Status;

/**
 * What is known of an execution without reading a text.
 *
 * @param head its head fields by their ranks; unknown fields are not here but in the record
 * @param status how it ended
 * @param start when it began, or null
 * @param end when it ended, or null
 * @param itemCount items after duplicates
 * @param outputCount items whose type is an output
 * @param blockedCount items whose type is a block
 * @param outputs what became of the requested outputs
 * @param duplicates lines that said again what another one says
 * @param conflicts lines that say something else under the same number
 * @param unknownTypes items whose type is in no taxonomy
 * @param zonelessTimes items whose timestamp names no zone
 * @param touched the newest time in its lines, or null
 * @param mark changes whenever what is said of the execution may have changed, see {@link LineMark}
 */
record ExecutionSummary(
    ExecutionHead head,
    Status status,
    @Nullable Instant start,
    @Nullable Instant end,
    long itemCount,
    long outputCount,
    long blockedCount,
    OutputCounts outputs,
    long duplicates,
    long conflicts,
    long unknownTypes,
    long zonelessTimes,
    @Nullable Instant touched,
    long mark) {

  Optional<Instant> startedAt() {
    return Optional.ofNullable(start);
  }

  Optional<Instant> endedAt() {
    return Optional.ofNullable(end);
  }

  Optional<Instant> touchedAt() {
    return Optional.ofNullable(touched);
  }
}
