package org.researchtracker.index;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.researchtracker.index.ExecutionRows.Found;
import org.researchtracker.index.ExecutionRows.Row;
import org.researchtracker.index.ExecutionRows.Scope;
import org.researchtracker.model.Selection;

/**
 * Counts what a selection takes of the executions that are given, and keeps as many rows as are
 * wanted, so that memory does not grow with the rest. Not thread-safe.
 */
final class RowCollector {
  private final Selection selection;
  private final Scope scope;
  private final boolean lines;
  private final Optional<TextCandidates> candidates;
  private final long wanted;
  private final Optional<Row> after;
  private final List<Row> rows = new ArrayList<>();
  private long total;

  /**
   * Starts to collect.
   *
   * @param wanted how many rows to keep; -1 is all
   * @param after a place; what comes before it is counted and not kept
   */
  RowCollector(
      Selection selection,
      Scope scope,
      boolean lines,
      Optional<TextCandidates> candidates,
      long wanted,
      Optional<Place> after) {
    this.selection = selection;
    this.scope = scope;
    this.lines = lines;
    this.candidates = candidates;
    this.wanted = wanted;
    this.after = after.map(Place::row);
  }

  /** Goes through {@link ExecutionRows#COLUMNS}. */
  void collect(PreparedStatement select) throws SQLException {
    try (ResultSet result = select.executeQuery()) {
      while (result.next()) {
        long id = result.getLong(1);
        if (candidates.isPresent() && !candidates.get().mayHold(id)) {
          continue;
        }
        ExecutionEntry entry = ExecutionRows.entryOf(result, lines);
        long matches = matches(entry, id);
        total += matches;
        if (matches > 0 && rows.size() != wanted) {
          keep(
              new Row(
                  id,
                  entry.executionId(),
                  ExecutionRows.nullableLong(result, 5),
                  scope == Scope.ITEMS ? matches : 0));
        }
      }
    }
  }

  /** Counts what is taken of an execution: itself, or its items. */
  private long matches(ExecutionEntry entry, long id) {
    IntPredicate items = candidates.isPresent() ? candidates.get().within(id) : place -> true;
    if (scope == Scope.EXECUTIONS) {
      return Chosen.execution(entry, selection, items) ? 1 : 0;
    }
    if (!Chosen.head(entry, selection)) {
      return 0;
    }
    return lines || candidates.isEmpty()
        ? Chosen.countItems(entry, selection, items)
        : candidates.get().count(id);
  }

  private void keep(Row row) {
    int order = after.map(place -> RowOrder.NEWEST_FIRST.compare(row, place)).orElse(1);
    if (order > 0 || (order == 0 && scope == Scope.ITEMS)) {
      rows.add(row);
    }
  }

  /** Returns what was counted and kept. */
  Found found() {
    return new Found(total, rows);
  }
}
