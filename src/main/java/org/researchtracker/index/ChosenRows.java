package org.researchtracker.index;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
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
   * What was found.
   *
   * @param total of all that the selection takes: executions, or items where those are asked for
   * @param rows those after the place that was named; maybe no more than it takes to fill a page
   *     and to know whether another one follows
   */
  record Found(long total, List<Row> rows) {}

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
    Optional<TextCandidates> candidates = candidates(selection);
    if (isToldByWords(selection, candidates)) {
      TextCandidates told = candidates.get();
      return new Found(
          told.executions().length, index.ask(() -> table().newest(told, wanted, after, false)));
    }
    List<Row> all = rows(selection, Scope.EXECUTIONS, candidates);
    return new Found(all.size(), RowOrder.after(all, after, false));
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
    Optional<TextCandidates> candidates = candidates(selection);
    if (isToldByWords(selection, candidates)) {
      TextCandidates told = candidates.get();
      // Each row has an item, but for the first one maybe, in which the page before ended.
      long wanted = limit == 0 ? -1 : limit + 2;
      return new Found(told.items(), index.ask(() -> table().newest(told, wanted, after, true)));
    }
    List<Row> all = rows(selection, Scope.ITEMS, candidates);
    return new Found(all.stream().mapToLong(Row::matches).sum(), RowOrder.after(all, after, true));
  }

  private static boolean isToldByWords(Selection selection, Optional<TextCandidates> candidates) {
    return candidates.filter(TextCandidates::isSure).isPresent() && selection.choosesTextAlone();
  }

  /** The lines are unpacked only where items are chosen. */
  private List<Row> rows(Selection selection, Scope scope, Optional<TextCandidates> candidates) {
    boolean byTextAlone =
        candidates.filter(TextCandidates::isSure).isPresent() && selection.takesEveryTime();
    boolean lines = (scope == Scope.ITEMS && !byTextAlone) || selection.choosesItemFields();
    List<Row> rows = index.ask(() -> table().taken(selection, scope, lines, candidates));
    return selection.text().isPresent() ? holdingText(rows, selection, scope, candidates) : rows;
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
