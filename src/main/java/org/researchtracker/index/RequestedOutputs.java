package org.researchtracker.index;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.researchtracker.model.ExecutionRecord;
import org.researchtracker.model.OutputCounts;
import org.researchtracker.model.Selection;
import org.researchtracker.model.StatsGroup;

/**
 * The requested outputs of some executions, a row each. How many there are is known from counts
 * alone; texts are read only of the executions that are shown. To be used as {@link Matches} are.
 *
 * @param <R> what a row is
 */
public final class RequestedOutputs<R> {
  private final Catalog catalog;
  private final Selection selection;
  private final Function<ExecutionRecord, List<R>> rows;

  private RequestedOutputs(
      Catalog catalog, Selection selection, Function<ExecutionRecord, List<R>> rows) {
    this.catalog = catalog;
    this.selection = selection;
    this.rows = rows;
  }

  /**
   * Returns the rows of a selection, newest execution first.
   *
   * @param limit how many at most, 0 for all
   * @param rows the rows of one execution: one for each output that came, and for each request
   *     without one
   */
  public static <R> Matches<R> of(
      Catalog catalog, Selection selection, long limit, Function<ExecutionRecord, List<R>> rows) {
    RequestedOutputs<R> outputs = new RequestedOutputs<>(catalog, selection, rows);
    long total = outputs.count();
    long returned = limit == 0 ? total : Math.min(limit, total);
    return new Matches<>(total, returned, action -> outputs.give(returned, action));
  }

  private long count() {
    long[] total = {0};
    if (selection.outputConfig().isAny()) {
      for (StatsGroup group : catalog.stats(selection, List.of())) {
        total[0] += rowCount(group.outputs());
      }
    } else {
      // Statistics would count the outputs of that config alone; here all of the execution are
      // rows.
      catalog.executions(selection, 0).forEach(entry -> total[0] += rowCount(entry.outputs()));
    }
    return total[0];
  }

  private static long rowCount(OutputCounts counts) {
    return counts.generated() + counts.blocked() + counts.failed() + counts.pending();
  }

  private void give(long returned, Consumer<R> action) {
    Page page = new Page(returned, action);
    // Executions without an output have no row, so it may take more of them than rows are wanted.
    for (long executions = returned; page.left > 0; executions *= 4) {
      long begun = page.executions;
      catalog.executions(selection, executions).forEach(page::take);
      if (page.executions == begun) {
        return;
      }
      page.rewind();
    }
  }

  private final class Page {
    private final Consumer<R> action;
    private long left;
    private long executions;
    private long passed;

    Page(long left, Consumer<R> action) {
      this.left = left;
      this.action = action;
    }

    void take(ExecutionEntry entry) {
      passed++;
      if (passed <= executions) {
        return;
      }
      executions = passed;
      if (left > 0 && rowCount(entry.outputs()) > 0) {
        List<R> found = rows.apply(catalog.record(entry));
        found.stream().limit(left).forEach(action);
        left -= found.size();
      }
    }

    void rewind() {
      passed = 0;
    }
  }
}
