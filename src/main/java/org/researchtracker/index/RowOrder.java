package org.researchtracker.index;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.researchtracker.index.ExecutionRows.Row;

/** The orders in which executions are listed, and where in them a place stands. */
final class RowOrder {
  private RowOrder() {}

  /** Newest first, those without a time last, then by id. */
  static final Comparator<Row> NEWEST_FIRST = (a, b) -> compare(a, b, -1);

  /** Oldest first, those without a time last, then by id. */
  static final Comparator<Row> OLDEST_FIRST = (a, b) -> compare(a, b, 1);

  /**
   * Compares by time in the direction given, those without one last, and then by id. Not put
   * together from parts, which no archive of classes can hold: it is part of each start.
   */
  private static int compare(Row a, Row b, int direction) {
    Long one = a.started();
    Long other = b.started();
    int order =
        one == null || other == null
            ? Boolean.compare(one == null, other == null)
            : direction * Long.compare(one, other);
    return order == 0
        ? Arrays.compareUnsigned(Wtf8.encode(a.executionId()), Wtf8.encode(b.executionId()))
        : order;
  }

  /** Returns those of some rows in order that come after a place, or at it. */
  static List<Row> after(List<Row> rows, Optional<Place> place, boolean inclusive) {
    if (place.isEmpty()) {
      return rows;
    }
    int found = Collections.binarySearch(rows, place.get().row(), NEWEST_FIRST);
    int from = found < 0 ? -found - 1 : inclusive ? found : found + 1;
    return rows.subList(from, rows.size());
  }
}
