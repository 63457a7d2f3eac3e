package org.researchtracker.cli;

import java.util.List;
import java.util.function.Consumer;
import org.researchtracker.index.ExecutionEntry;
import org.researchtracker.index.OutputCounts;
import org.researchtracker.index.StatsGroup;
import org.researchtracker.model.ExecutionRecord;
import org.researchtracker.model.Selection;
import org.researchtracker.view.OutputRows;
import org.researchtracker.view.Row;

/**
 * The requested outputs of some executions. How many there are is known from counts alone; texts
 * are read only of the executions that are shown.
 */
final class OutputList {
  private final Reading reading;
  private final Selection selection;
  private final long total;
  private final long returned;

  private OutputList(Reading reading, Selection selection, long total, long returned) {
    this.reading = reading;
    this.selection = selection;
    this.total = total;
    this.returned = returned;
  }

  static OutputList of(Reading reading, Selection selection, long limit) {
    long total = count(reading, selection);
    return new OutputList(reading, selection, total, limit == 0 ? total : Math.min(limit, total));
  }

  private static long count(Reading reading, Selection selection) {
    long[] total = {0};
    if (selection.outputConfig().isAny()) {
      for (StatsGroup group : reading.catalog().stats(selection, List.of())) {
        total[0] += rows(group.outputs());
      }
    } else {
      // Statistics would count the outputs of that config alone; here all of the execution are
      // rows.
      reading
          .catalog()
          .executions(selection, 0)
          .forEach(entry -> total[0] += rows(entry.outputs()));
    }
    return total[0];
  }

  /** An output that came has a row, and so has a request without one. */
  private static long rows(OutputCounts counts) {
    return counts.generated() + counts.blocked() + counts.failed() + counts.pending();
  }

  long total() {
    return total;
  }

  long returned() {
    return returned;
  }

  /** Gives the rows that are returned, newest execution first. */
  void forEach(Consumer<Row> action) {
    Page page = new Page(action);
    // Executions without an output have no row, so it may take more of them than rows are wanted.
    for (long executions = returned; page.left > 0; executions *= 4) {
      long begun = page.executions;
      reading.catalog().executions(selection, executions).forEach(page::take);
      if (page.executions == begun) {
        return;
      }
      page.rewind();
    }
  }

  private final class Page {
    private final Consumer<Row> action;
    private long left = returned;
    private long executions;
    private long passed;

    Page(Consumer<Row> action) {
      this.action = action;
    }

    void take(ExecutionEntry entry) {
      passed++;
      if (passed <= executions) {
        return;
      }
      executions = passed;
      if (left > 0 && rows(entry.outputs()) > 0) {
        ExecutionRecord record = reading.catalog().record(entry);
        List<Row> rows = OutputRows.of(record, reading.zone());
        rows.stream().limit(left).forEach(action);
        left -= rows.size();
      }
    }

    void rewind() {
      passed = 0;
    }
  }
}
