package org.researchtracker.model;

/**
 * What became of the outputs of an execution, by the definitions of the log format.
 *
 * @param requested how many outputs were announced, else how many iterations were seen
 * @param generated output items
 * @param blocked iterations that stage 3 blocked
 * @param failed iterations without an output although the execution has ended
 * @param pending iterations without an output of an execution that has not ended
 */
public record OutputCounts(
    long requested, long generated, long blocked, long failed, long pending) {

  /** Counts what became of the outputs. */
  public static <T extends StagedItem> OutputCounts of(OutputLoop<T> loop, Iterable<T> items) {
    long generated = 0;
    for (T item : items) {
      generated += item.itemType().isOutput() ? 1 : 0;
    }
    long blocked = 0;
    long failed = 0;
    long pending = 0;
    for (OutputLoop.Iteration<T> iteration : loop.iterations()) {
      if (!iteration.isRequest()) {
        continue;
      }
      switch (iteration.outcome()) {
        case GENERATED -> {}
        case BLOCKED -> blocked++;
        case FAILED -> failed++;
        case PENDING -> pending++;
      }
    }
    return new OutputCounts(loop.requested(), generated, blocked, failed, pending);
  }
}
