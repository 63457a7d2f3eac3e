package org.researchtracker.cli;

import java.util.List;
import java.util.function.Consumer;
import org.researchtracker.index.ExecutionEntry;
import org.researchtracker.index.Matches;
import org.researchtracker.index.OutputCounts;
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
    long[] total = {0};
    reading.catalog().executions(selection, 0).forEach(entry -> total[0] += rows(entry));
    return new OutputList(
        reading, selection, total[0], limit == 0 ? total[0] : Math.min(limit, total[0]));
  }

  /** An output that came has a row, and so has a request without one. */
  private static long rows(ExecutionEntry entry) {
    OutputCounts counts = entry.outputs();
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
    long[] left = {returned};
    Matches<ExecutionEntry> found = reading.catalog().executions(selection, 0);
    found.forEach(
        entry -> {
          if (left[0] > 0 && rows(entry) > 0) {
            ExecutionRecord record = reading.catalog().record(entry);
            List<Row> rows = OutputRows.of(record, reading.zone());
            rows.stream().limit(left[0]).forEach(action);
            left[0] -= rows.size();
          }
        });
  }
}
