package org.researchtracker.index;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.researchtracker.model.Selection;
import org.researchtracker.model.TimeRange;

/**
 * Asks table {@code execution}: which rows a selection takes, and what is in one. Not thread-safe.
 */
final class ExecutionRows {
  /** How many executions are met one after another in the time that looking up one takes. */
  private static final int MET_IN_A_LOOK = 10;

  static final String COLUMNS = "SELECT id, execution_id, summary, lines, started FROM execution ";

  private final IndexStore store;

  ExecutionRows(IndexStore store) {
    this.store = store;
  }

  /**
   * A row that a selection takes.
   *
   * @param matches how many items of it are taken, where items are asked for
   */
  record Row(long id, String executionId, @Nullable Long started, long matches) {}

  /** What a selection is held against. */
  enum Scope {
    EXECUTIONS,
    ITEMS
  }

  /**
   * What was found.
   *
   * @param total of all that a selection takes: executions, or items where those are asked for
   * @param rows those after the place that was named, newest first; no more than were wanted
   */
  record Found(long total, List<Row> rows) {}

  /**
   * Finds what a selection takes; by what the candidates tell of texts, no text is read.
   *
   * @param lines whether to look at the items; where they are asked for and not looked at, all that
   *     are candidates are taken
   * @param wanted how many rows at most; -1 is all
   * @param after a place that only those rows are wanted after; where items are asked for also the
   *     row that it is in
   */
  Found taken(
      Selection selection,
      Scope scope,
      boolean lines,
      Optional<TextCandidates> candidates,
      long wanted,
      Optional<Place> after)
      throws SQLException {
    if (selection.ids().isPresent()) {
      RowCollector named =
          new RowCollector(selection, scope, lines, candidates, -1, Optional.empty());
      for (String id : selection.ids().get()) {
        PreparedStatement select = store.prepare(COLUMNS + "WHERE execution_id=?");
        select.setBytes(1, Wtf8.encode(id));
        named.collect(select);
      }
      List<Row> rows = new ArrayList<>(named.found().rows());
      rows.sort(RowOrder.NEWEST_FIRST);
      List<Row> later = RowOrder.after(rows, after, scope == Scope.ITEMS);
      return new Found(named.found().total(), cut(later, wanted));
    }
    boolean byTime = scope == Scope.EXECUTIONS && !selection.time().isAlways();
    PreparedStatement select =
        store.prepare(
            COLUMNS
                + (byTime ? "WHERE started >= ? AND started <= ? " : "")
                + "ORDER BY started DESC, execution_id");
    if (byTime) {
      select.setLong(1, micros(selection.time().from(), Long.MIN_VALUE));
      select.setLong(2, micros(selection.time().until(), Long.MAX_VALUE));
    }
    RowCollector found = new RowCollector(selection, scope, lines, candidates, wanted, after);
    found.collect(select);
    return found.found();
  }

  private static List<Row> cut(List<Row> rows, long wanted) {
    return wanted < 0 || wanted >= rows.size() ? rows : rows.subList(0, (int) wanted);
  }

  private static long micros(@Nullable Instant instant, long absent) {
    if (instant == null) {
      return absent;
    }
    return micros(instant);
  }

  /** Returns an instant as the index keeps it, microseconds since 1970. */
  static long micros(Instant instant) {
    return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000;
  }

  static @Nullable Long nullableLong(ResultSet rows, int column) throws SQLException {
    long value = rows.getLong(column);
    return rows.wasNull() ? null : value;
  }

  /**
   * Gives those that a selection takes, ids and texts aside, newest first; with their lines only if
   * items are chosen. Returns how many.
   */
  long chosen(Selection selection, Consumer<ExecutionEntry> taker) throws SQLException {
    long[] given = new long[1];
    each(
        "ORDER BY started DESC, execution_id",
        selection.choosesItemFields(),
        entry -> {
          if (Chosen.execution(entry, selection)) {
            taker.accept(entry);
            given[0]++;
          }
        });
    return given[0];
  }

  /** Gives every execution, in no order; with its lines only if they are wanted. */
  void each(boolean lines, Consumer<ExecutionEntry> taker) throws SQLException {
    each("", lines, taker);
  }

  /** Gives executions, in no order, until the taker wants no more. */
  void eachWhile(boolean lines, Predicate<ExecutionEntry> taker) throws SQLException {
    eachWhile("", lines, taker);
  }

  private void each(String order, boolean lines, Consumer<ExecutionEntry> taker)
      throws SQLException {
    eachWhile(
        order,
        lines,
        entry -> {
          taker.accept(entry);
          return true;
        });
  }

  private void eachWhile(String order, boolean lines, Predicate<ExecutionEntry> taker)
      throws SQLException {
    PreparedStatement select = store.prepare(COLUMNS + order);
    try (ResultSet rows = select.executeQuery()) {
      boolean more = true;
      while (more && rows.next()) {
        more = taker.test(entryOf(rows, lines));
      }
    }
  }

  /** Returns how many began in a stretch of time whose ends are {@link #isKept kept}. */
  long count(TimeRange range) throws SQLException {
    if (range.isAlways()) {
      return Counters.load(store).executions;
    }
    PreparedStatement select =
        store.prepare("SELECT count(*) FROM execution WHERE started >= ?1 AND started < ?2");
    bind(select, 1, range);
    try (ResultSet row = select.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Whether the index keeps times finely enough to hold them against the ends of a stretch. */
  static boolean isKept(TimeRange range) {
    return isKept(range.from()) && isKept(range.until());
  }

  private static boolean isKept(@Nullable Instant end) {
    return end == null || end.equals(end.truncatedTo(ChronoUnit.MICROS));
  }

  private static void bind(PreparedStatement select, int first, TimeRange range)
      throws SQLException {
    select.setLong(first, micros(range.from(), Long.MIN_VALUE));
    select.setLong(first + 1, micros(range.until(), Long.MAX_VALUE));
  }

  /**
   * Returns the newest rows after a place.
   *
   * @param range when they began; all time, or a stretch whose ends are {@link #isKept kept}
   * @param limit how many at most; -1 is all
   * @param inclusive whether the row of the place itself is one of them
   */
  List<Row> newest(TimeRange range, long limit, Optional<Place> after, boolean inclusive)
      throws SQLException {
    return newest(range, limit, after, inclusive, Optional.empty());
  }

  /**
   * Finds what holds some words, of which the text index alone tells.
   *
   * @param wanted how many rows at most; -1 is all
   * @param after a place, as for {@link #taken}
   */
  Found told(TextCandidates told, Scope scope, long wanted, Optional<Place> after)
      throws SQLException {
    boolean items = scope == Scope.ITEMS;
    long[] executions = told.executions();
    long total = items ? told.items() : executions.length;
    long all = Counters.load(store).executions;
    long met = wanted < 0 ? all : Math.min(all, wanted * all / Math.max(1, executions.length));
    if ((long) executions.length * MET_IN_A_LOOK > met) {
      return new Found(total, newest(TimeRange.ALWAYS, wanted, after, items, Optional.of(told)));
    }
    List<Row> rows = new ArrayList<>();
    PreparedStatement select =
        store.prepare("SELECT id, execution_id, started FROM execution WHERE id=?");
    for (long execution : executions) {
      select.setLong(1, execution);
      try (ResultSet result = select.executeQuery()) {
        if (result.next()) {
          rows.add(row(result, told.count(execution)));
        }
      }
    }
    rows.sort(RowOrder.NEWEST_FIRST);
    return new Found(total, cut(RowOrder.after(rows, after, items), wanted));
  }

  private List<Row> newest(
      TimeRange range,
      long limit,
      Optional<Place> after,
      boolean inclusive,
      Optional<TextCandidates> told)
      throws SQLException {
    List<Row> rows = new ArrayList<>();
    String than = inclusive ? ">=" : ">";
    List<String> where = new ArrayList<>();
    Long started = after.map(Place::started).orElse(null);
    if (after.isPresent()) {
      where.add(
          started == null
              ? "started IS NULL AND execution_id" + than + "?2"
              : "(started < ?3 OR started IS NULL OR (started = ?3 AND execution_id"
                  + than
                  + "?2))");
    }
    if (!range.isAlways()) {
      where.add("started >= ?4 AND started < ?5");
    }
    PreparedStatement select =
        store.prepare(
            "SELECT id, execution_id, started FROM execution "
                + (where.isEmpty() ? "" : "WHERE " + String.join(" AND ", where) + " ")
                + "ORDER BY started DESC, execution_id LIMIT ?1");
    select.setLong(1, told.isPresent() ? -1 : limit);
    if (after.isPresent()) {
      select.setBytes(2, Wtf8.encode(after.get().executionId()));
    }
    if (started != null) {
      select.setLong(3, started);
    }
    if (!range.isAlways()) {
      bind(select, 4, range);
    }
    try (ResultSet result = select.executeQuery()) {
      while (rows.size() != limit && result.next()) {
        int matches = told.isPresent() ? told.get().count(result.getLong(1)) : 0;
        if (told.isPresent() && matches == 0) {
          continue;
        }
        rows.add(row(result, matches));
      }
    }
    return rows;
  }

  private static Row row(ResultSet result, long matches) throws SQLException {
    byte[] key = result.getBytes(2);
    String id = Wtf8.decode(key, 0, key.length);
    return new Row(result.getLong(1), id, nullableLong(result, 3), matches);
  }

  Optional<ExecutionEntry> byId(String executionId) throws SQLException {
    PreparedStatement select = store.prepare(COLUMNS + "WHERE execution_id=?");
    select.setBytes(1, Wtf8.encode(executionId));
    try (ResultSet rows = select.executeQuery()) {
      return rows.next() ? Optional.of(entryOf(rows, true)) : Optional.empty();
    }
  }

  /** Returns the ids that begin or end with a text, in order, no more than {@code max}. */
  List<String> idsLike(String beginningOrEnding, int max) throws SQLException {
    Set<String> found = new TreeSet<>();
    byte[] part = Wtf8.encode(beginningOrEnding);
    // The index of ids leads to those that begin so; for endings it has to be gone through.
    PreparedStatement beginning =
        store.prepare(
            "SELECT execution_id FROM execution WHERE execution_id>=?1"
                + " AND execution_id<?2 LIMIT ?3");
    beginning.setBytes(1, part);
    beginning.setBytes(2, endOf(part));
    beginning.setLong(3, max);
    addIds(beginning, found);
    if (found.size() < max) {
      PreparedStatement ending =
          store.prepare(
              "SELECT execution_id FROM execution WHERE substr(execution_id, -?1)=?2 LIMIT ?3");
      ending.setLong(1, part.length);
      ending.setBytes(2, part);
      // Those that also begin so are known already.
      ending.setLong(3, (long) max + found.size());
      addIds(ending, found);
    }
    return found.stream().limit(max).toList();
  }

  /** Returns what comes after all that begins with some bytes, as near as need be. */
  private static byte[] endOf(byte[] beginning) {
    // No byte of UTF-8, nor of its extension by half pairs, is 0xff.
    byte[] end = Arrays.copyOf(beginning, beginning.length + 1);
    end[beginning.length] = (byte) 0xff;
    return end;
  }

  private static void addIds(PreparedStatement select, Set<String> found) throws SQLException {
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        byte[] key = rows.getBytes(1);
        found.add(Wtf8.decode(key, 0, key.length));
      }
    }
  }

  static ExecutionEntry entryOf(ResultSet rows, boolean lines) throws SQLException {
    byte[] key = rows.getBytes(2);
    String id = Wtf8.decode(key, 0, key.length);
    return new ExecutionEntry(
        SummaryCodec.unpack(id, rows.getBytes(3)),
        lines ? LinesCodec.unpack(rows.getBytes(4)) : new ExecutionLines());
  }
}
