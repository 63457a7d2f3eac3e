package org.researchtracker.index;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.researchtracker.index.ExecutionRows.Row;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.ExecutionRecord;
import org.researchtracker.model.ListedExecution;
import org.researchtracker.model.Selection;
import org.researchtracker.model.StatsGroup;
import org.researchtracker.model.StatsKey;
import org.researchtracker.model.TimeRange;
import org.researchtracker.model.TrackerException;

/**
 * Answers questions about the logs from an index that has caught up with them.
 *
 * <p>Executions come newest first, those without a time last, then by id; items in that order and
 * by their numbers. Where a log has changed since it was indexed, the index catches up and the
 * question is asked once more, unless that is not wished. One thread at a time; everything it gives
 * is immutable.
 */
public final class Catalog {
  private final LogIndex index;
  private final ZoneId zone;
  private final CurrentTexts texts;
  private final ChosenRows chosen;
  private final LogDigests digests = new LogDigests();

  Catalog(LogIndex index, ZoneId zone) {
    this.index = index;
    this.zone = zone;
    this.texts = new CurrentTexts(index);
    this.chosen = new ChosenRows(index, texts, zone);
  }

  /** Returns how much is wrong with the logs. */
  public ProblemCounts problemCounts() {
    return ask(() -> new Problems(index).counts());
  }

  /** Returns every problem of the logs, by file and line. */
  public List<LogProblem> problems() {
    return ask(() -> new Problems(index).all());
  }

  /**
   * Returns how many executions that the selection would take are left out, because consent was
   * withdrawn.
   */
  public long leftOut(Selection selection) {
    if (selection.leftOut().isEmpty()) {
      return 0;
    }
    Selection everybody = selection.toBuilder().leftOut(Set.of()).build();
    return executions(everybody, 0).total() - executions(selection, 0).total();
  }

  /**
   * Returns the executions of a selection; its time range is held against their start.
   *
   * @param limit how many at most, 0 for all
   */
  public Matches<ExecutionEntry> executions(Selection selection, long limit) {
    return executions(selection, limit, Optional.empty());
  }

  /** Returns the executions of a selection that come after a place, as {@link #executions}. */
  public Matches<ExecutionEntry> executions(
      Selection selection, long limit, Optional<Place> after) {
    ExecutionRows.Found found = chosen.executions(selection, limit, after);
    List<Row> rows = found.rows();
    List<Row> page = limit == 0 || limit >= rows.size() ? rows : rows.subList(0, (int) limit);
    return new Matches<>(
        found.total(),
        page.size(),
        action -> page.forEach(row -> entry(row).ifPresent(action)),
        () ->
            page.size() < rows.size()
                ? Optional.of(Place.of(page.get(page.size() - 1)))
                : Optional.empty());
  }

  /** Returns the executions of a selection oldest first, those without a time last, then by id. */
  public Matches<ExecutionEntry> chronological(Selection selection) {
    List<Row> rows = new ArrayList<>(chosen.executions(selection, 0, Optional.empty()).rows());
    rows.sort(RowOrder.OLDEST_FIRST);
    return new Matches<>(
        rows.size(), rows.size(), action -> rows.forEach(row -> entry(row).ifPresent(action)));
  }

  /**
   * Returns the logs that give something for the executions of a selection, by their digests.
   *
   * @throws TrackerException if one cannot be read
   */
  public List<LogDigest> logDigests(Selection selection) {
    return texts.read(() -> digests.of(logs(selection)));
  }

  private List<LogDigests.Log> logs(Selection selection) {
    Set<Long> files = new TreeSet<>();
    executions(selection, 0).forEach(entry -> entry.lines().files(files));
    return ask(() -> LogDigests.logs(index.store(), files));
  }

  /**
   * Returns the items of a selection; its time range is held against their own time.
   *
   * @param limit how many at most, 0 for all
   */
  public Matches<ItemEntry> items(Selection selection, long limit) {
    return items(selection, limit, Optional.empty());
  }

  /** Returns the items of a selection that come after a place, as {@link #items}. */
  public Matches<ItemEntry> items(Selection selection, long limit, Optional<Place> after) {
    if (selection.isEverything() && limit > 0) {
      return newestItems(selection, limit, after);
    }
    ExecutionRows.Found found = chosen.items(selection, limit, after);
    if (limit == 0 && after.isEmpty()) {
      ItemPage page =
          new ItemPage(found.rows(), found.total(), (row, from) -> taken(row, selection, from));
      return new Matches<>(found.total(), found.total(), page::forEach);
    }
    return matches(found.total(), itemPage(found.rows(), selection, limit, after));
  }

  /** Returns a page of all items, for which no more executions are looked at than it takes. */
  private Matches<ItemEntry> newestItems(Selection everything, long limit, Optional<Place> after) {
    long total = ask(() -> Counters.load(index.store()).items);
    // The one in which the page before ended, and one more that tells whether another page follows.
    // Where that is not enough there are executions that have a head alone and give no item.
    for (long asked = limit + 2; ; asked *= 4) {
      long some = asked;
      List<Row> rows = ask(() -> table().newest(TimeRange.ALWAYS, some, after, true));
      ItemPage page = itemPage(rows, everything, limit, after);
      if (page.hasNext() || rows.size() < asked) {
        return matches(total, page);
      }
    }
  }

  private static Matches<ItemEntry> matches(long total, ItemPage page) {
    return new Matches<>(total, page.returned(), page::forEach, page::next);
  }

  private List<ItemEntry> taken(Row row, Selection selection, long after) {
    return entry(row).map(entry -> chosen.items(entry, selection, after)).orElseGet(List::of);
  }

  private ItemPage itemPage(
      List<Row> rows, Selection selection, long limit, Optional<Place> after) {
    return new ItemPage(
        rows,
        after,
        limit,
        (row, from) -> taken(row, selection, from),
        (row, from) -> {
          if (from == Long.MIN_VALUE && !selection.isEverything()) {
            return row.matches();
          }
          return from == Long.MIN_VALUE
              ? entry(row).map(ExecutionEntry::itemCount).orElse(0L)
              : taken(row, selection, from).size();
        });
  }

  /** Returns the execution of exactly this id. */
  public Optional<ExecutionEntry> execution(String executionId) {
    return ask(() -> table().byId(executionId));
  }

  /** Returns the ids that begin or end with a text, in order, no more than {@code max}. */
  public List<String> idsLike(String beginningOrEnding, int max) {
    return ask(() -> table().idsLike(beginningOrEnding, max));
  }

  /** Returns an execution with its texts, read from the logs. */
  public ExecutionRecord record(ExecutionEntry entry) {
    return texts.read(entry, (current, reader) -> reader.record(current));
  }

  /** Returns the items of an execution that are media, with their texts. */
  public List<ExecutionItem> media(ExecutionEntry entry) {
    return texts.read(entry, (current, reader) -> reader.items(current, Occurrence::isMedium));
  }

  /** Returns an execution as listings show it; the text that the user gave first is read. */
  public ListedExecution listed(ExecutionEntry entry) {
    return entry.listed(texts.read(entry, (current, reader) -> reader.inputText(current)));
  }

  /**
   * Counts by groups.
   *
   * <p>The selection chooses executions; where it names output configs, only what has to do with
   * those is counted.
   */
  public List<StatsGroup> stats(Selection selection, List<StatsKey> by) {
    if (by.isEmpty() && selection.isEverything()) {
      return List.of(ask(() -> Counters.load(index.store()).group()));
    }
    Stats stats = new Stats(by, selection.outputConfig(), zone);
    if (isLookedUp(selection)) {
      executions(selection, 0).forEach(stats::add);
      return stats.groups();
    }
    return ask(
        () -> {
          Stats counted = new Stats(by, selection.outputConfig(), zone);
          boolean lines = counted.needsItems() || selection.choosesItemFields();
          table()
              .each(
                  lines,
                  entry -> {
                    if (Chosen.execution(entry, selection)) {
                      counted.add(entry);
                    }
                  });
          return counted.groups();
        });
  }

  /**
   * Gives the marks of the executions of a selection, newest first, those without a time last: one
   * pass over what the index holds, of which nothing stays in memory. The taker must not ask
   * anything meanwhile.
   *
   * @throws TrackerException if the index is found damaged after some were given
   */
  public void marks(Selection selection, Consumer<ExecutionMark> taker) {
    if (isLookedUp(selection)) {
      executions(selection, 0).forEach(entry -> taker.accept(ExecutionMark.of(entry)));
      return;
    }
    long[] given = {0};
    ask(
        () -> {
          if (given[0] > 0) {
            // What was given cannot be taken back, and would be given again.
            throw TrackerException.failed(
                "the index was found damaged halfway, and has been made anew",
                "run the command again");
          }
          return table()
              .chosen(
                  selection,
                  entry -> {
                    given[0]++;
                    taker.accept(ExecutionMark.of(entry));
                  });
        });
  }

  /**
   * Puts the executions of a selection together, newest first, in one pass as {@link #marks}; they
   * come without their lines where no items are chosen.
   *
   * @param start gives nothing, put together; asked again where the pass has to begin anew
   */
  <T> T gather(Selection selection, Supplier<T> start, BiConsumer<T, ExecutionEntry> step) {
    if (isLookedUp(selection)) {
      T gathered = start.get();
      executions(selection, 0).forEach(entry -> step.accept(gathered, entry));
      return gathered;
    }
    return ask(
        () -> {
          T gathered = start.get();
          table().chosen(selection, entry -> step.accept(gathered, entry));
          return gathered;
        });
  }

  /** Returns whether a selection is not found by one pass over what the index holds. */
  static boolean isLookedUp(Selection selection) {
    return selection.text().isPresent() || selection.ids().isPresent();
  }

  /**
   * Returns when the newest of the logs that give an execution was last written, if it is still
   * there.
   */
  public Optional<Instant> lastWritten(String executionId) {
    Set<Long> files = new TreeSet<>();
    execution(executionId).ifPresent(entry -> entry.lines().files(files));
    return ask(() -> LogRows.lastWritten(index.store(), files));
  }

  /**
   * Returns the names of one kind that the logs hold, in order.
   *
   * @param leftOut ids of user, session, device or execution whose executions tell nothing
   */
  public Set<String> names(NameKind kind, Set<String> leftOut) {
    return ask(() -> new Names(table(), kind, leftOut).all());
  }

  /**
   * Returns those of some names of one kind that no log holds, in order; looks at no more
   * executions than it takes to meet the others.
   *
   * @param leftOut as for {@link #names}
   */
  public Set<String> unknown(NameKind kind, Set<String> wanted, Set<String> leftOut) {
    return ask(() -> new Names(table(), kind, leftOut).unknown(wanted));
  }

  /** Brings the index of texts up to date. */
  void prepareSearch() {
    index.catchUpTexts(texts::contents);
  }

  private Optional<ExecutionEntry> entry(Row row) {
    return chosen.entry(row);
  }

  private ExecutionRows table() {
    return new ExecutionRows(index.store());
  }

  private <T> T ask(IndexStore.SqlWork<T> question) {
    return index.ask(question);
  }
}
