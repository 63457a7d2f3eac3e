package org.researchtracker.index;

import java.util.Optional;
import java.util.function.IntPredicate;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.Selection;

/** Holds executions and items against a selection. */
final class Chosen {
  private Chosen() {}

  /**
   * Returns whether an execution is taken: by itself, and by one item that all choices about items
   * fit; texts aside.
   */
  static boolean execution(ExecutionEntry entry, Selection selection) {
    return execution(entry, selection, place -> true);
  }

  /**
   * Returns whether an execution is taken, as {@link #execution(ExecutionEntry, Selection)}, by one
   * of some items.
   *
   * @param items tells which, by their place among those that stay
   */
  static boolean execution(ExecutionEntry entry, Selection selection, IntPredicate items) {
    return head(entry, selection)
        && selection.takesTime(entry.startedAt().orElse(null))
        && (!selection.choosesItemFields() || anyItem(entry, selection, items));
  }

  /** Returns whether the choices about the execution itself hold, its time aside. */
  static boolean head(ExecutionEntry entry, Selection selection) {
    return !selection.leavesOut(entry.head()) && selection.takesHead(entry.head(), entry.status());
  }

  private static boolean anyItem(ExecutionEntry entry, Selection selection, IntPredicate items) {
    int place = 0;
    for (Occurrence item : entry.lines().items()) {
      if (item.stays() && items.test(place++) && byFields(item, selection)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Counts those of some items that the choices about items and the time take; texts aside.
   *
   * @param items tells which, by their place among those that stay
   */
  static long countItems(ExecutionEntry entry, Selection selection, IntPredicate items) {
    int place = 0;
    long count = 0;
    for (Occurrence item : entry.lines().items()) {
      if (item.stays()
          && items.test(place++)
          && byFields(item, selection)
          && selection.takesTime(item.time)) {
        count++;
      }
    }
    return count;
  }

  static boolean byFields(Occurrence item, Selection selection) {
    return selection.takesItem(
        item, Optional.ofNullable(item.mediaType), Optional.ofNullable(item.modelUsed));
  }

  static boolean byText(ExecutionItem item, Selection selection) {
    String content = item.content();
    return selection.text().map(text -> content != null && text.matches(content)).orElse(true);
  }
}
