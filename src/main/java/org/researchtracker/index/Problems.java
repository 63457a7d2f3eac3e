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
import java.util.Optional;
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
  private final Map<Long, String> names = new HashMap<>();

  Problems(LogIndex index) {
    this.index = index;
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
          entry.items().stream()
              .filter(item -> !item.itemType.isKnown())
              .forEach(
                  item -> {
                    unknown.merge(item.itemType.name(), 1L, Long::sum);
                    Occurrence place = firstOfSameBytes(item, entry.lines().items());
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
              lineNumber(line),
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
    for (Occurrence item : all) {
      Optional<Occurrence> stays =
          all.stream()
              .filter(o -> o.stays() && o.sequenceNumber == item.sequenceNumber)
              .findFirst();
      if (item.verdict == Verdict.CONFLICT && stays.isPresent()) {
        Occurrence kept = firstOfSameBytes(stays.get(), all);
        Occurrence lost = firstOfSameBytes(item, all);
        String reason =
            "item "
                + item.sequenceNumber
                + " of "
                + entry.executionId()
                + " says something else than "
                + name(kept.line.file())
                + ":"
                + lineNumber(kept.line)
                + ", which is kept";
        problems.add(
            new LogProblem(
                ProblemKind.CONFLICT,
                name(lost.line.file()),
                lineNumber(lost.line),
                lost.line.offset(),
                reason,
                excerpt(lost.line.file(), lost.line.offset(), lost.line.length())));
      }
    }
  }

  /** Of several places where a line stands to the byte, the first by name is told. */
  private Occurrence firstOfSameBytes(Occurrence item, List<Occurrence> all) {
    return all.stream()
        .filter(
            other ->
                other.sequenceNumber == item.sequenceNumber
                    && other.place == item.place
                    && other.line.checksum() == item.line.checksum()
                    && other.line.length() == item.line.length())
        .reduce(item, this::earlier);
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

  /** Counts the lines before a place: too seldom asked to be kept for every item. */
  private long lineNumber(LineRef line) throws SQLException {
    long number = 1;
    try {
      for (long at = 0; at < line.offset(); ) {
        byte[] bytes =
            index.texts().bytes(line.file(), at, (int) Math.min(1 << 20, line.offset() - at));
        if (bytes.length == 0) {
          break;
        }
        for (byte b : bytes) {
          number += b == '\n' ? 1 : 0;
        }
        at += bytes.length;
      }
      return number;
    } catch (IOException e) {
      return 0;
    }
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
