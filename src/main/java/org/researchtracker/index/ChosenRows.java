package org.researchtracker.index;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.researchtracker.index.ExecutionRows.Found;
import org.researchtracker.index.ExecutionRows.Row;
import org.researchtracker.index.ExecutionRows.Scope;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.Selection;
import org.researchtracker.model.TextQuery;
import org.researchtracker.model.TimeChoice;
import org.researchtracker.model.TimeRange;
import org.researchtracker.model.Timestamps;

/**
 * Finds the executions that a selection takes, in the order of listings, with as little as it
 * needs: by the table's order where time alone is chosen, by the text index where it alone tells,
 * else by what is in each row, and by the texts themselves in the end. Not thread-safe.
 */
final class ChosenRows {
  private final LogIndex index;
  private final CurrentTexts texts;
  private final ZoneId zone;

  ChosenRows(LogIndex index, CurrentTexts texts, ZoneId zone) {
    this.index = index;
    this.texts = texts;
    this.zone = zone;
  }

  /**
   * Finds executions; the time range is held against their start.
   *
   * @param limit how many a page holds, 0 for all
   */
  Found executions(Selection selection, long limit, Optional<Place> after) {
    long wanted = limit == 0 ? -1 : limit + 1;
    if (selection.choosesTimeAlone() && ExecutionRows.isKept(selection.time())) {
      TimeRange range = selection.time();
      return new Found(
          index.ask(() -> table().count(range)),
          index.ask(() -> table().newest(range, wanted, after, false)));
    }
    return found(selection, Scope.EXECUTIONS, wanted, after);
  }

  /**
   * Finds executions with items that are taken; the time range is held against the items' own time.
   *
   * @param limit how many items a page holds, 0 for all
   * @param after where the page before ended, maybe within the first row of what is found
   */
  Found items(Selection selection, long limit, Optional<Place> after) {
    if (selection.isEverything()) {
      return new Found(
          index.ask(() -> Counters.load(index.store()).items),
          index.ask(() -> table().newest(TimeRange.ALWAYS, -1, after, true)));
    }
    // Each row has an item, but for the first one maybe, in which the page before ended.
    long wanted = limit == 0 ? -1 : limit + 2;
    return found(selection, Scope.ITEMS, wanted, after);
  }

  /** The lines are unpacked only where items are chosen. */
  private Found found(Selection selection, Scope scope, long wanted, Optional<Place> after) {
    Optional<TextCandidates> candidates = candidates(selection);
    boolean sure = candidates.filter(TextCandidates::isSure).isPresent();
    if (sure && selection.choosesTextAlone()) {
      return index.ask(() -> table().told(candidates.get(), scope, wanted, after));
    }
    boolean byTextAlone = sure && selection.takesEveryTime();
    boolean lines = (scope == Scope.ITEMS && !byTextAlone) || selection.choosesItemFields();
    if (selection.text().isEmpty()) {
      return index.ask(() -> table().taken(selection, scope, lines, candidates, wanted, after));
    }
    // Which of them hold the text shows only when each has been looked at.
    Found all =
        index.ask(() -> table().taken(selection, scope, lines, candidates, -1, Optional.empty()));
    List<Row> rows = holdingText(all.rows(), selection, scope, candidates);
    boolean items = scope == Scope.ITEMS;
    return new Found(
        items ? rows.stream().mapToLong(Row::matches).sum() : rows.size(),
        RowOrder.after(rows, after, items));
  }

  /** Looks at the texts of those of which the text index is not sure. */
  private List<Row> holdingText(
      List<Row> rows, Selection selection, Scope scope, Optional<TextCandidates> candidates) {
    List<Row> found = new ArrayList<>();
    for (Row row : rows) {
      if (candidates.isPresent() && candidates.get().isSureOf(row.id())) {
        found.add(row);
        continue;
      }
      Optional<ExecutionEntry> entry = entry(row);
      if (entry.isEmpty()) {
        continue;
      }
      IntPredicate items =
          candidates.isPresent() ? candidates.get().within(row.id()) : place -> true;
      Selection asked =
          scope == Scope.ITEMS
              ? selection
              : selection.toBuilder().time(TimeRange.ALWAYS).days(TimeChoice.ANY).build();
      long matches = items(entry.get(), asked, Long.MIN_VALUE, items).size();
      if (matches > 0) {
        found.add(new Row(row.id(), row.executionId(), row.started(), matches));
      }
    }
    return found;
  }

  private Optional<TextCandidates> candidates(Selection selection) {
    Optional<TextQuery> text = selection.text();
    if (text.isEmpty() || text.get().terms().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(index.candidates(text.get(), texts::contents));
  }

  /**
   * Returns the items of an execution that a selection takes.
   *
   * @param after the number that theirs exceed
   */
  List<ItemEntry> items(ExecutionEntry entry, Selection selection, long after) {
    return items(entry, selection, after, place -> true);
  }

  /**
   * Returns the items that a selection takes.
   *
   * @param candidates which may hold the text, by their place in the entry
   */
  private List<ItemEntry> items(
      ExecutionEntry entry, Selection selection, long after, IntPredicate candidates) {
    return texts.read(
        entry,
        (current, reader) -> {
          List<ItemEntry> found = new ArrayList<>();
          int place = 0;
          for (Occurrence item : current.items()) {
            boolean mayHold = item.hasContent || selection.text().isEmpty();
            // Of an execution that has changed meanwhile the candidates tell nothing.
            boolean candidate = candidates.test(place++) || current != entry;
            if (item.sequenceNumber <= after
                || !mayHold
                || !candidate
                || !Chosen.byFields(item, selection)
                || !selection.takesTime(item.time)) {
              continue;
            }
            ExecutionItem full = reader.item(item);
            if (Chosen.byText(full, selection)) {
              found.add(
                  new ItemEntry(current.head(), full, Timestamps.instant(full.timestamp(), zone)));
            }
          }
          return found;
        });
  }

  /** Returns what is in a row, if it is still there. */
  Optional<ExecutionEntry> entry(Row row) {
    return index.ask(() -> table().byId(row.executionId()));
  }

  private ExecutionRows table() {
    return new ExecutionRows(index.store());
  }
}
