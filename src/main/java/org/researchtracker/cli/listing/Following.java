package org.researchtracker.cli.listing;

import java.io.IOException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.researchtracker.cli.output.Rows;
import org.researchtracker.cli.reading.Reading;
import org.researchtracker.index.ItemEntry;
import org.researchtracker.model.Selection;
import org.researchtracker.view.Shapes;

/**
 * Gives items as they are logged. An execution is looked at again when its number of items has
 * changed; what was given once is not given again.
 */
final class Following {

  /** Waits between two looks at the logs. */
  interface Pause {
    /**
     * Waits.
     *
     * @param tookNanos how long the last look took
     * @return whether to go on
     */
    boolean next(long tookNanos) throws InterruptedException;
  }

  /** A second, or longer where looking takes long, so that a processor is never kept busy. */
  static final Pause UNTIL_INTERRUPTED =
      took -> {
        Thread.sleep(Math.max(1000, 4 * took / 1_000_000));
        return true;
      };

  /** The numbers of one execution's items; almost always small ones without gaps. */
  private static final class Numbers {
    private static final int SMALL = 1 << 16;

    private final BitSet small = new BitSet();
    private final Set<Long> others = new HashSet<>();

    boolean add(long number) {
      if (number >= SMALL) {
        return others.add(number);
      }
      boolean isNew = !small.get((int) number);
      small.set((int) number);
      return isNew;
    }
  }

  private final Reading reading;
  private final Selection selection;
  private final Map<String, Numbers> given = new HashMap<>();
  private final Map<String, Long> counts = new HashMap<>();

  Following(Reading reading, Selection selection) {
    this.reading = reading;
    this.selection = selection;
  }

  /** Gives a first page of what is there already, then what comes, until the pause says so. */
  void run(Rows rows, long limit, Pause pause) throws IOException {
    long[] left = {limit == 0 ? Long.MAX_VALUE : limit};
    changed();
    reading
        .catalog()
        .items(selection, 0)
        .forEach(
            item -> {
              if (isNew(item) && left[0]-- > 0) {
                rows.add(Shapes.item(item.head(), item.item(), reading.zone()));
              }
            });
    rows.flush();
    try {
      long took = 0;
      while (pause.next(took)) {
        long begin = System.nanoTime();
        if (reading.catchUp()) {
          changed().forEach(id -> give(id, rows));
          rows.flush();
        }
        took = System.nanoTime() - begin;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void give(String id, Rows rows) {
    Selection one = selection.toBuilder().ids(Set.of(id)).build();
    reading
        .catalog()
        .items(one, 0)
        .forEach(
            item -> {
              if (isNew(item)) {
                rows.add(Shapes.item(item.head(), item.item(), reading.zone()));
              }
            });
  }

  private boolean isNew(ItemEntry item) {
    return given
        .computeIfAbsent(item.head().executionId(), id -> new Numbers())
        .add(item.item().sequenceNumber());
  }

  /** Returns the executions that have other items than at the last look, and notes them. */
  private Set<String> changed() {
    Selection.Builder candidates = Selection.builder().leftOut(selection.leftOut());
    selection.ids().ifPresent(candidates::ids);
    Set<String> changed = new LinkedHashSet<>();
    reading
        .catalog()
        .executions(candidates.build(), 0)
        .forEach(
            entry -> {
              Long before = counts.put(entry.executionId(), entry.itemCount());
              if (before == null || before != entry.itemCount()) {
                changed.add(entry.executionId());
              }
            });
    return changed;
  }
}
