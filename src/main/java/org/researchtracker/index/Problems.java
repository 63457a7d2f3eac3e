package org.researchtracker.index;

import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.researchtracker.index.Occurrence.Verdict;
import org.researchtracker.log.ProblemKind;

/**
 * Gathers what is wrong with the logs, from the problem table and from the verdicts on items. Not
 * thread-safe.
 */
final class Problems {
  private static final int EXCERPT_CHARS = 200;

  private final LogIndex index;
  private final LineNumbers numbers;
  private final Map<Long, String> names = new HashMap<>();

  Problems(LogIndex index) {
    this.index = index;
    this.numbers = new LineNumbers(index.texts());
  }

  ProblemCounts counts() throws SQLException {
    long unreadable = 0;
    long others = index.store().meta("unreadable").orElse("").lines().count();
    PreparedStatement select =
        index.store().prepare("SELECT kind, count(*) FROM problem GROUP BY kind");
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        ProblemKind kind = ProblemKind.valueOf(rows.getString(1));
        switch (kind) {
          case UNREADABLE_LINE, OVERSIZED_LINE, TORN_LINE -> unreadable += rows.getLong(2);
          default -> others += rows.getLong(2);
        }
      }
    }
    Counters counters = Counters.load(index.store());
    return new ProblemCounts(
        unreadable,
        counters.conflicts,
        others + counters.unknownTypes,
        counters.zonelessTimes,
        counters.duplicates);
  }

  List<LogProblem> all() throws SQLException {
    List<LogProblem> problems = new ArrayList<>();
    index
        .store()
        .meta("unreadable")
        .orElse("")
        .lines()
        .forEach(line -> problems.add(unreadableFolder(line)));
    stored(problems);
    derived(problems);
    problems.sort(
        Comparator.comparing(LogProblem::file)
            .thenComparingLong(LogProblem::line)
            .thenComparingLong(LogProblem::offset)
            .thenComparing(LogProblem::kind)
            .thenComparing(LogProblem::reason));
    return problems;
  }

  private static LogProblem unreadableFolder(String line) {
    int tab = line.lastIndexOf('\t');
    return new LogProblem(
        ProblemKind.UNREADABLE_FILE,
        line.substring(0, Math.max(tab, 0)),
        0,
        0,
        line.substring(tab + 1),
        "");
  }

  private void stored(List<LogProblem> problems) throws SQLException {
    record Stored(
        long file, long offset, long line, long length, ProblemKind kind, String reason) {}
    List<Stored> found = new ArrayList<>();
    PreparedStatement select =
        index.store().prepare("SELECT file, offset, line, length, kind, reason FROM problem");
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        byte[] reason = rows.getBytes(6);
        found.add(
            new Stored(
                rows.getLong(1),
                rows.getLong(2),
                rows.getLong(3),
                rows.getLong(4),
                ProblemKind.valueOf(rows.getString(5)),
                Wtf8.decode(reason, 0, reason.length)));
      }
    }
    for (Stored row : found) {
      problems.add(
          new LogProblem(
              row.kind(),
              name(row.file()),
              row.line(),
              row.offset(),
              row.reason(),
              excerpt(row.file(), row.offset(), row.length())));
    }
  }

  /** Conflicts and unknown types follow from the items, so that they go when the items go. */
  private void derived(List<LogProblem> problems) throws SQLException {
    List<ExecutionEntry> conflicting = new ArrayList<>();
    Map<String, Long> unknown = new TreeMap<>();
    Map<String, Occurrence> first = new HashMap<>();
    PreparedStatement select =
        index.store().prepare("SELECT execution_id, summary, lines FROM execution");
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        byte[] key = rows.getBytes(1);
        ExecutionSummary summary =
            SummaryCodec.unpack(Wtf8.decode(key, 0, key.length), rows.getBytes(2));
        if (summary.conflicts() > 0 || summary.unknownTypes() > 0) {
          ExecutionEntry entry = new ExecutionEntry(summary, LinesCodec.unpack(rows.getBytes(3)));
          conflicting.add(entry);
          Map<SameBytes, Occurrence> places = firstPlaces(entry);
          entry.items().stream()
              .filter(item -> !item.itemType.isKnown())
              .forEach(
                  item -> {
                    unknown.merge(item.itemType.name(), 1L, Long::sum);
                    Occurrence place = places.getOrDefault(SameBytes.of(item), item);
                    first.merge(item.itemType.name(), place, this::earlier);
                  });
        }
      }
    }
    for (ExecutionEntry entry : conflicting) {
      conflicts(entry, problems);
    }
    for (Map.Entry<String, Long> type : unknown.entrySet()) {
      LineRef line = Objects.requireNonNull(first.get(type.getKey())).line;
      String reason =
          "unknown item type "
              + type.getKey()
              + ", "
              + type.getValue()
              + (type.getValue() == 1 ? " item" : " items");
      problems.add(
          new LogProblem(
              ProblemKind.UNKNOWN_TYPE,
              name(line.file()),
              numbers.of(line),
              line.offset(),
              reason,
              excerpt(line.file(), line.offset(), line.length())));
    }
  }

  /**
   * Numbers of logs tell when they were met, names where they are: what is reported must not hang
   * on the former.
   */
  private Occurrence earlier(Occurrence one, Occurrence other) {
    int byName = knownName(one.line.file()).compareTo(knownName(other.line.file()));
    int byPlace = byName != 0 ? byName : Long.compare(one.line.offset(), other.line.offset());
    int order = byPlace != 0 ? byPlace : Integer.compare(one.place, other.place);
    return order <= 0 ? one : other;
  }

  private void conflicts(ExecutionEntry entry, List<LogProblem> problems) throws SQLException {
    List<Occurrence> all = entry.lines().items();
    Map<SameBytes, Occurrence> places = firstPlaces(entry);
    Map<Long, Occurrence> staying = new HashMap<>();
    for (Occurrence item : all) {
      if (item.stays()) {
        staying.putIfAbsent(item.sequenceNumber, item);
      }
    }
    for (Occurrence item : all) {
      Occurrence stays = staying.get(item.sequenceNumber);
      if (item.verdict == Verdict.CONFLICT && stays != null) {
        Occurrence kept = places.getOrDefault(SameBytes.of(stays), stays);
        Occurrence lost = places.getOrDefault(SameBytes.of(item), item);
        String reason =
            "item "
                + item.sequenceNumber
                + " of "
                + entry.executionId()
                + " says something else than "
                + name(kept.line.file())
                + ":"
                + numbers.of(kept.line)
                + ", which is kept";
        problems.add(
            new LogProblem(
                ProblemKind.CONFLICT,
                name(lost.line.file()),
                numbers.of(lost.line),
                lost.line.offset(),
                reason,
                excerpt(lost.line.file(), lost.line.offset(), lost.line.length())));
      }
    }
  }

  /** What occurrences of one item have in common where its line stands to the byte. */
  private record SameBytes(long sequenceNumber, int place, int checksum, long length) {
    static SameBytes of(Occurrence item) {
      return new SameBytes(
          item.sequenceNumber, item.place, item.line.checksum(), item.line.length());
    }
  }

  /**
   * Of several places where a line stands to the byte, the first by name is told. For all items at
   * once: an execution may claim to have any number of them.
   */
  private Map<SameBytes, Occurrence> firstPlaces(ExecutionEntry entry) {
    Map<SameBytes, Occurrence> places = new HashMap<>();
    for (Occurrence item : entry.lines().items()) {
      places.merge(SameBytes.of(item), item, this::earlier);
    }
    return places;
  }

  private String knownName(long file) {
    try {
      return name(file);
    } catch (SQLException e) {
      return "";
    }
  }

  private String name(long file) throws SQLException {
    String known = names.get(file);
    if (known == null) {
      PreparedStatement select = index.store().prepare("SELECT path FROM file WHERE id=?");
      select.setLong(1, file);
      try (ResultSet row = select.executeQuery()) {
        known = row.next() ? LogNames.shown(index.settings().roots(), row.getString(1)) : "";
      }
      names.put(file, known);
    }
    return known;
  }

  private String excerpt(long file, long offset, long length) throws SQLException {
    if (length == 0) {
      return "";
    }
    try {
      // A character takes four bytes at most.
      byte[] bytes = index.texts().bytes(file, offset, (int) Math.min(length, EXCERPT_CHARS * 4L));
      String text = new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
      return text.length() > EXCERPT_CHARS ? text.substring(0, EXCERPT_CHARS) : text;
    } catch (IOException e) {
      return "";
    }
  }
}
