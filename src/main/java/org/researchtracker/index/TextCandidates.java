package org.researchtracker.index;

import java.util.Arrays;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.LongStream;

/** Which items may hold the words of a search, as far as the text index knows. Immutable. */
final class TextCandidates {
  private final long[] rows;
  private final Set<Long> unknown;
  private final boolean sure;

  /**
   * Puts together what is known.
   *
   * @param rows of the text index, in order
   * @param unknown the executions that have changed since, of which nothing is known
   * @param sure whether an item that the text index names holds the words, without a look at it
   */
  TextCandidates(long[] rows, Set<Long> unknown, boolean sure) {
    this.rows = rows;
    this.unknown = unknown;
    this.sure = sure;
  }

  /** Returns whether any item of an execution may hold the words. */
  boolean mayHold(long execution) {
    int first = place(TextIndex.row(execution, 0));
    return (first < rows.length && TextIndex.executionOf(rows[first]) == execution)
        || unknown.contains(execution);
  }

  /** Returns which items of an execution may hold them, by their place among those that stay. */
  IntPredicate within(long execution) {
    return unknown.contains(execution)
        ? place -> true
        : place -> Arrays.binarySearch(rows, TextIndex.row(execution, place)) >= 0;
  }

  /** Counts the items that may hold them, if that is known of all executions. */
  long items() {
    return rows.length;
  }

  /** Returns the executions that may hold them, in order, if that is known of all. */
  long[] executions() {
    LongStream.Builder executions = LongStream.builder();
    long last = -1;
    for (long row : rows) {
      long execution = TextIndex.executionOf(row);
      if (execution != last) {
        executions.add(execution);
        last = execution;
      }
    }
    return executions.build().toArray();
  }

  /** Counts the items of an execution that may hold them, if that is known of all executions. */
  int count(long execution) {
    return place(TextIndex.row(execution + 1, 0)) - place(TextIndex.row(execution, 0));
  }

  private int place(long row) {
    int found = Arrays.binarySearch(rows, row);
    return found < 0 ? -found - 1 : found;
  }

  /** Returns whether all items that may hold them do, of whichever execution. */
  boolean isSure() {
    return sure && unknown.isEmpty();
  }

  /** Returns whether the items of an execution that may hold them do. */
  boolean isSureOf(long execution) {
    return sure && !unknown.contains(execution);
  }
}
