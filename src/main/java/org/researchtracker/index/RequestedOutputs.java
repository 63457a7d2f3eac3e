package org.researchtracker.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
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
  /** Ends a pass through executions early. */
  private static final class Enough extends CancellationException {
    private static final long serialVersionUID = 1L;

    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }

  /** What an execution contributes to a page, and the first row of it, from 0. */
  private record Part(ExecutionEntry entry, int from) {}

  private final Catalog catalog;
  private final Selection selection;
  private final Optional<Place> after;
  private final Function<ExecutionRecord, List<R>> rows;
  private final Function<R, String> key;
  private long total;

  /** The executions that a page is made of, where they were met while all were counted. */
  private Optional<List<String>> met = Optional.empty();

  private RequestedOutputs(
      Catalog catalog,
      Selection selection,
      Optional<Place> after,
      Function<ExecutionRecord, List<R>> rows,
      Function<R, String> key) {
    this.catalog = catalog;
    this.selection = selection;
    this.after = after;
    this.rows = rows;
    this.key = key;
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
    return of(catalog, selection, limit, Optional.empty(), rows, row -> "");
  }

  /**
   * Returns the rows of a selection that come after a place.
   *
   * @param key what tells a row from others of its execution, also when there are more of them
   */
  public static <R> Matches<R> of(
      Catalog catalog,
      Selection selection,
      long limit,
      Optional<Place> after,
      Function<ExecutionRecord, List<R>> rows,
      Function<R, String> key) {
    RequestedOutputs<R> outputs = new RequestedOutputs<>(catalog, selection, after, rows, key);
    outputs.count(limit);
    long total = outputs.total;
    if (after.isEmpty()) {
      long returned = limit == 0 ? total : Math.min(limit, total);
      return outputs.page(total, returned, returned < total);
    }
    long[] left = {0};
    outputs.parts(part -> left[0] += outputs.size(part), limit == 0 ? 0 : limit + 1, left);
    long returned = limit == 0 ? left[0] : Math.min(limit, left[0]);
    return outputs.page(total, returned, returned < left[0]);
  }

  private Matches<R> page(long total, long returned, boolean more) {
    return new Matches<>(
        total,
        returned,
        action -> give(returned, action),
        () -> more ? end(returned) : Optional.empty());
  }

  /** What was met in a pass. */
  private static final class Met {
    private long rows;
    private long kept;
    private final List<String> ids = new ArrayList<>();
  }

  private void count(long limit) {
    if (selection.isEverything()) {
      for (StatsGroup group : catalog.stats(selection, List.of())) {
        total += rowCount(group.outputs());
      }
      return;
    }
    // Those that it takes to fill a page, and to know whether another one follows.
    long enough = limit == 0 || Catalog.isLookedUp(selection) ? 0 : limit + 1;
    Met all = catalog.gather(selection, Met::new, (so, entry) -> meet(so, entry, enough));
    total = all.rows;
    met = enough == 0 ? Optional.empty() : Optional.of(all.ids);
  }

  private void meet(Met soFar, ExecutionEntry entry, long enough) {
    long here = rowCount(entry.outputs());
    soFar.rows += here;
    if (here > 0 && soFar.kept < enough) {
      int order = after.map(place -> order(entry, place)).orElse(1);
      // How many rows of the one in which the page before ended are left is not known here.
      soFar.kept += order > 0 ? here : 0;
      if (order >= 0) {
        soFar.ids.add(entry.executionId());
      }
    }
  }

  private static long rowCount(OutputCounts counts) {
    return counts.generated() + counts.blocked() + counts.failed() + counts.pending();
  }

  private List<R> rows(Part part) {
    List<R> all = rows.apply(catalog.record(part.entry()));
    return all.subList(Math.min(part.from(), all.size()), all.size());
  }

  private long size(Part part) {
    return part.from() == 0 ? rowCount(part.entry().outputs()) : rows(part).size();
  }

  /**
   * Gives the executions from the place on.
   *
   * @param enough after how many rows to stop; 0 for never
   * @param seen how many rows there were so far, which the action counts
   */
  private void parts(Consumer<Part> action, long enough, long[] seen) {
    try {
      each(
          entry -> {
            int from = after.map(place -> from(entry, place)).orElse(0);
            if (from >= 0 && rowCount(entry.outputs()) > 0) {
              action.accept(new Part(entry, from));
            }
            if (enough > 0 && seen[0] >= enough) {
              throw new Enough();
            }
          });
    } catch (Enough e) {
      return;
    }
  }

  /**
   * Gives the executions of the selection, newest first, from that of the place on at the latest.
   */
  private void each(Consumer<ExecutionEntry> action) {
    if (met.isPresent()) {
      met.get().forEach(id -> catalog.execution(id).ifPresent(action));
      return;
    }
    // Where all are meant, the newest are found without the rest.
    long chunk = selection.isEverything() ? 256 : 0;
    Optional<Place> at = after.map(place -> new Place(place.started(), "", ""));
    do {
      Matches<ExecutionEntry> page = catalog.executions(selection, chunk, at);
      page.forEach(action);
      at = page.next();
    } while (at.isPresent());
  }

  /**
   * Returns whether an execution comes before the one of a place (less than 0), is it or follows.
   */
  private static int order(ExecutionEntry entry, Place place) {
    return RowOrder.NEWEST_FIRST.compare(Place.of(entry).row(), place.row());
  }

  /** Returns the first row of an execution that comes after a place; -1 if none does. */
  private int from(ExecutionEntry entry, Place place) {
    int order = order(entry, place);
    if (order != 0) {
      return order < 0 ? -1 : 0;
    }
    String[] within = place.within().split(" ", 2);
    List<R> all = rows.apply(catalog.record(entry));
    int shown = within[0].matches("\\d{1,9}") ? Integer.parseInt(within[0]) : 0;
    String last = within.length > 1 ? within[1] : "";
    if (shown > 0 && shown <= all.size() && key.apply(all.get(shown - 1)).equals(last)) {
      return shown;
    }
    for (int i = 0; i < all.size() && within.length > 1; i++) {
      if (key.apply(all.get(i)).equals(last)) {
        return i + 1;
      }
    }
    // What was shown last is another by now, such as an output that was pending: it is shown again.
    return Math.max(0, Math.min(shown - 1, all.size()));
  }

  private void give(long returned, Consumer<R> action) {
    if (returned == 0) {
      return;
    }
    long[] given = {0};
    parts(
        part ->
            rows(part).stream()
                .limit(returned - given[0])
                .forEach(
                    row -> {
                      given[0]++;
                      action.accept(row);
                    }),
        returned,
        given);
  }

  private Optional<Place> end(long returned) {
    long[] passed = {0};
    List<Place> end = new ArrayList<>();
    parts(
        part -> {
          long here = size(part);
          if (passed[0] + here >= returned) {
            int last = (int) (returned - passed[0]) - 1;
            String shown = (part.from() + last + 1) + " " + key.apply(rows(part).get(last));
            end.add(Place.of(part.entry()).within(shown));
          }
          passed[0] += here;
        },
        returned,
        passed);
    return end.stream().findFirst();
  }
}
