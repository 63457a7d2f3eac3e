package org.researchtracker.index;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;
import org.researchtracker.log.LineParser;
import org.researchtracker.log.LineParser.Detail;
import org.researchtracker.log.UnreadableLineException;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.Selection;

/**
 * What the logs gained from one state of them to another, in the order of the lines. An item that
 * another line gave before is not new. One thread at a time, as the catalog.
 */
public final class LogTail {
  /** How much of a log is looked at in one go, bytes. */
  private static final int CHUNK = 1 << 20;

  /** Of lines with more bytes than these all in all, nobody wants to hear one by one. */
  private static final long MOST_BYTES = 16 << 20;

  /** The first line of a log tells it from others; so much of it does. */
  private static final int FIRST_LINE = 2048;

  private final LogIndex index;

  LogTail(LogIndex index) {
    this.index = index;
  }

  /** An item that the logs gained. Immutable. */
  public static final class Gained {
    private final ExecutionEntry execution;
    private final Occurrence place;
    private final ItemEntry item;
    private final LogPositions after;

    private Gained(ExecutionEntry execution, Occurrence place, ItemEntry item, LogPositions after) {
      this.execution = execution;
      this.place = place;
      this.item = item;
      this.after = after;
    }

    /** Returns the item. */
    public ItemEntry item() {
      return item;
    }

    /** Returns how far the logs were read when everything up to this item was. */
    public LogPositions after() {
      return after;
    }

    /** Returns whether a selection of items takes it; its time range is held against the item's. */
    public boolean isIn(Selection selection) {
      return selection.ids().map(ids -> ids.contains(execution.executionId())).orElse(true)
          && Chosen.head(execution, selection)
          && Chosen.byFields(place, selection)
          && selection.takesTime(place.time)
          && Chosen.byText(item.item(), selection);
    }
  }

  /** A log, the number that it is known by, and how far it was read before. */
  private record Grown(LogRow row, int log, long from) {}

  /** Returns a number that is another one when the logs have gained something. */
  public long stamp() {
    return index.ask(
        () -> index.store().longOf("SELECT total(position) + 1000003.0 * total(id) FROM file"));
  }

  /** Returns how far the logs are read now. */
  public LogPositions positions() {
    Map<Integer, Long> positions = new LinkedHashMap<>();
    logs().forEach((log, row) -> positions.put(log, row.position));
    return new LogPositions(positions);
  }

  /**
   * Returns the positions that a text stands for.
   *
   * @param text what {@link LogPositions#text} gave, perhaps long ago and to somebody else
   * @return nothing if that is not known any more
   */
  public Optional<LogPositions> find(String text) {
    return positions().earlier(text);
  }

  /**
   * Returns what was gained.
   *
   * @param before how far the logs were read before
   * @param max how many items at most
   * @return nothing if it is more than that, or too much to be held at once
   */
  public Optional<List<Gained>> since(LogPositions before, int max) {
    Map<Long, Grown> grown = new LinkedHashMap<>();
    logs()
        .forEach(
            (log, row) -> {
              if (row.position > before.of(log)) {
                grown.put(row.id, new Grown(row, log, before.of(log)));
              }
            });
    Set<String> executions = new LinkedHashSet<>();
    for (Grown each : grown.values()) {
      if (!addExecutions(each, executions, max)) {
        return Optional.empty();
      }
    }
    List<Occurrence> places = new ArrayList<>();
    Map<Occurrence, ExecutionEntry> entries = new HashMap<>();
    for (String id : executions) {
      index.catalog().execution(id).ifPresent(entry -> addNew(entry, grown, places, entries));
    }
    if (places.size() > max || bytes(places) > MOST_BYTES) {
      return Optional.empty();
    }
    places.sort(Occurrence::comparePlaces);
    return Optional.of(read(places, entries, grown, before));
  }

  private static long bytes(List<Occurrence> places) {
    return places.stream().map(place -> place.line).distinct().mapToLong(LineRef::length).sum();
  }

  private List<Gained> read(
      List<Occurrence> places,
      Map<Occurrence, ExecutionEntry> entries,
      Map<Long, Grown> grown,
      LogPositions before) {
    List<Gained> gained = new ArrayList<>();
    LogPositions after = before;
    RecordReader reader = new RecordReader(index.texts());
    for (Occurrence place : places) {
      ExecutionEntry entry = java.util.Objects.requireNonNull(entries.get(place));
      Grown log = java.util.Objects.requireNonNull(grown.get(place.line.file()));
      after = after.with(log.log(), place.line.offset() + place.line.length() + 1);
      try {
        ExecutionItem item = reader.item(place);
        ItemEntry full = new ItemEntry(entry.head(), item, place.instant());
        gained.add(new Gained(entry, place, full, after));
      } catch (StaleIndexException e) {
        // The log is another by now; what it holds then is gained by the next look at it.
        index.texts().forget();
      }
    }
    return gained;
  }

  /** Adds the items of an execution that lines of these stretches gave, and no line before. */
  private static void addNew(
      ExecutionEntry entry,
      Map<Long, Grown> grown,
      List<Occurrence> places,
      Map<Occurrence, ExecutionEntry> entries) {
    Set<Long> known = new java.util.HashSet<>();
    for (Occurrence item : entry.lines().items()) {
      if (!isIn(item, grown)) {
        known.add(item.sequenceNumber);
      }
    }
    for (Occurrence item : entry.items()) {
      if (!known.contains(item.sequenceNumber) && isIn(item, grown)) {
        places.add(item);
        entries.put(item, entry);
      }
    }
  }

  private static boolean isIn(Occurrence item, Map<Long, Grown> grown) {
    Grown log = grown.get(item.line.file());
    return log != null && item.line.offset() >= log.from();
  }

  /**
   * Adds the executions that the new lines of a log are about; returns whether they are few and
   * short.
   */
  private boolean addExecutions(Grown log, Set<String> executions, int max) {
    long at = log.from();
    long lines = 0;
    int chunk = CHUNK;
    while (at < log.row().position) {
      byte[] bytes = bytes(log.row().id, at, (int) Math.min(chunk, log.row().position - at));
      int begin = 0;
      for (int i = 0; i < bytes.length; i++) {
        if (bytes[i] == '\n') {
          addExecution(bytes, begin, i - begin, executions);
          begin = i + 1;
          lines++;
        }
      }
      if (lines > 4L * max || bytes.length == 0) {
        return bytes.length == 0;
      }
      if (begin == 0 && chunk > MOST_BYTES) {
        return false;
      }
      // A line that is longer than a chunk is read again, with more of what follows.
      chunk = begin == 0 ? 2 * chunk : CHUNK;
      at += begin;
    }
    return true;
  }

  private static void addExecution(byte[] bytes, int from, int length, Set<String> executions) {
    try {
      executions.add(LineParser.parse(bytes, from, length, Detail.FULL).executionId());
    } catch (UnreadableLineException e) {
      // It gives no item.
      return;
    }
  }

  private byte[] bytes(long file, long offset, int length) {
    try {
      return index.texts().bytes(file, offset, length);
    } catch (IOException | SQLException e) {
      // The log has gone; the next look at it will say so.
      return new byte[0];
    }
  }

  /** Returns the logs that are read, each under the number that it is known by. */
  private Map<Integer, LogRow> logs() {
    Collection<LogRow> rows = index.ask(() -> LogRows.load(index.store()).all());
    Map<Integer, LogRow> logs = new LinkedHashMap<>();
    for (LogRow row : rows) {
      if (row.sameAs == null && row.position > 0) {
        int number = number(row);
        while (logs.containsKey(number)) {
          number += row.path.hashCode() | 1;
        }
        logs.put(number, row);
      }
    }
    return logs;
  }

  private int number(LogRow row) {
    return index.firstLines().computeIfAbsent(row.id, id -> numberOf(row));
  }

  private int numberOf(LogRow row) {
    byte[] head = bytes(row.id, 0, (int) Math.min(FIRST_LINE, row.position));
    int end = 0;
    while (end < head.length && head[end] != '\n') {
      end++;
    }
    CRC32C checksum = new CRC32C();
    checksum.update(Arrays.copyOf(head, end), 0, end);
    return (int) checksum.getValue();
  }
}
