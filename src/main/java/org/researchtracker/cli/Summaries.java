package org.researchtracker.cli;

import org.researchtracker.index.ExecutionEntry;
import org.researchtracker.index.ItemEntry;
import org.researchtracker.model.TextQuery;
import org.researchtracker.view.ExecutionSummary;
import org.researchtracker.view.Row;
import org.researchtracker.view.Shapes;

/** Turns what the index gives into rows of listings: neither package knows the other. */
final class Summaries {
  private final Reading reading;

  Summaries(Reading reading) {
    this.reading = reading;
  }

  /** Returns the row of an execution. */
  Row row(ExecutionEntry entry) {
    ExecutionSummary summary =
        new ExecutionSummary(
            entry.head(),
            entry.status(),
            entry.itemCount(),
            entry.outputCount(),
            entry.blockedCount(),
            entry.startedAt().orElse(null),
            entry.endedAt().orElse(null),
            reading.catalog().inputText(entry).orElse(null));
    return Shapes.execution(summary, reading.zone());
  }

  /** Returns the row of an item. */
  Row row(ItemEntry entry) {
    return Shapes.item(
        entry.head().executionId(), entry.head().configName(), entry.item(), reading.zone());
  }

  /** Returns the row of an item that a search found. */
  Row row(ItemEntry entry, TextQuery query) {
    return Shapes.hit(
        entry.head().executionId(), entry.head().configName(), entry.item(), query, reading.zone());
  }
}
