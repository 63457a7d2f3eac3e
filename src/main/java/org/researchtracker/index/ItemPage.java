package org.researchtracker.index;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.researchtracker.index.ExecutionRows.Row;

/**
 * A page of items: how many it has is known before a text is read. Not thread-safe.
 *
 * <p>It is made of rows in order, of which the first may be the one in which the page before ended.
 */
final class ItemPage {
  /** Gives the items of an execution that are taken and whose number is greater. */
  interface Items extends BiFunction<Row, Long, List<ItemEntry>> {}

  /** Counts them. */
  interface Counts {
    long of(Row row, long after);
  }

  private final List<Row> rows;
  private final Items items;
  private final Optional<Place> after;
  private long returned;
  private Optional<Row> last = Optional.empty();
  private long shownOfLast;

  /**
   * Counts what the page holds.
   *
   * @param limit how many items at most, 0 for all
   */
  ItemPage(List<Row> rows, Optional<Place> after, long limit, Items items, Counts counts) {
    this.rows = rows;
    this.after = after;
    this.items = items;
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      long here = counts.of(row, from(row));
      boolean more = limit > 0 && returned + here >= limit;
      if (more && (returned + here > limit || anyAfter(i, counts))) {
        last = Optional.of(row);
        shownOfLast = limit - returned;
      }
      returned += more ? limit - returned : here;
      if (more) {
        return;
      }
    }
  }

  /** Executions that have a head alone give no item, and so no page. */
  private boolean anyAfter(int place, Counts counts) {
    for (Row row : rows.subList(place + 1, rows.size())) {
      if (counts.of(row, from(row)) > 0) {
        return true;
      }
    }
    return false;
  }

  private long from(Row row) {
    return after
        .filter(place -> place.isIn(row))
        .map(place -> number(place.within()))
        .orElse(Long.MIN_VALUE);
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }

  /** A page of all there is, which was counted before. */
  ItemPage(List<Row> rows, long returned, Items items) {
    this.rows = rows;
    this.after = Optional.empty();
    this.items = items;
    this.returned = returned;
  }

  long returned() {
    return returned;
  }

  /** Returns whether more comes after the page. */
  boolean hasNext() {
    return last.isPresent();
  }

  /** Returns where the page ends, if more comes after it. */
  Optional<Place> next() {
    return last.map(
        row -> {
          ItemEntry item = items.apply(row, from(row)).get((int) shownOfLast - 1);
          return Place.of(row).within(Long.toString(item.item().sequenceNumber()));
        });
  }

  void forEach(Consumer<ItemEntry> action) {
    long left = returned;
    for (Row row : rows) {
      if (left <= 0) {
        return;
      }
      for (ItemEntry item : items.apply(row, from(row))) {
        if (left > 0) {
          left--;
          action.accept(item);
        }
      }
    }
  }
}
