package org.researchtracker.index;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far each log was read: what came before and what came after can be told apart by it, also by
 * another process and after the logs were renamed or compressed. Immutable.
 *
 * <p>A log is known by a number made of its first line. As text, positions name the logs that grew
 * last one by one and the others by one sum: with hundreds of logs, few grow.
 */
public final class LogPositions {
  /** How many logs stand in the text one by one. */
  private static final int NAMED = 12;

  private static final byte VERSION = 1;

  /** By number of log; those that grew last stand last. */
  private final Map<Integer, Long> positions;

  LogPositions(Map<Integer, Long> positions) {
    this.positions = Collections.unmodifiableMap(new LinkedHashMap<>(positions));
  }

  /** Returns how far a log was read; 0 if it was not known. */
  long of(int log) {
    return positions.getOrDefault(log, 0L);
  }

  /** Returns these positions, one log read further. */
  LogPositions with(int log, long position) {
    Map<Integer, Long> moved = new LinkedHashMap<>(positions);
    moved.remove(log);
    moved.put(log, position);
    return new LogPositions(moved);
  }

  /** Returns these positions once more, in the order in which the logs grew since others. */
  public LogPositions grownSince(LogPositions before) {
    Map<Integer, Long> ordered = new LinkedHashMap<>();
    before.positions.keySet().stream()
        .filter(log -> positions.containsKey(log) && of(log) == before.of(log))
        .forEach(log -> ordered.put(log, of(log)));
    positions.forEach(ordered::putIfAbsent);
    return new LogPositions(ordered);
  }

  /** Returns the positions as a short text without blanks. */
  public String text() {
    List<Map.Entry<Integer, Long>> all = new ArrayList<>(positions.entrySet());
    List<Map.Entry<Integer, Long>> named = all.subList(Math.max(0, all.size() - NAMED), all.size());
    long others = 0;
    for (Map.Entry<Integer, Long> each : all.subList(0, all.size() - named.size())) {
      others += mixed(each.getKey(), each.getValue());
    }
    ByteBuffer bytes = ByteBuffer.allocate(1 + Long.BYTES + named.size() * (4 + Long.BYTES));
    bytes.put(VERSION).putLong(others);
    named.forEach(each -> bytes.putInt(each.getKey()).putLong(each.getValue()));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /**
   * Finds the positions that a text stands for, among logs that were read this far since.
   *
   * @return nothing if the text is none, or if a log that it does not name has changed since
   */
  Optional<LogPositions> earlier(String text) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
      if (bytes.get() != VERSION) {
        return Optional.empty();
      }
      long others = bytes.getLong();
      Map<Integer, Long> named = new LinkedHashMap<>();
      while (bytes.hasRemaining()) {
        named.put(bytes.getInt(), bytes.getLong());
      }
      return earlier(named, others);
    } catch (IllegalArgumentException | BufferUnderflowException e) {
      return Optional.empty();
    }
  }

  private Optional<LogPositions> earlier(Map<Integer, Long> named, long others) {
    long sum = 0;
    Map<Integer, Long> found = new LinkedHashMap<>();
    Map<Integer, Long> unnamed = new HashMap<>();
    for (Map.Entry<Integer, Long> each : positions.entrySet()) {
      if (!named.containsKey(each.getKey())) {
        unnamed.put(each.getKey(), each.getValue());
        sum += mixed(each.getKey(), each.getValue());
      }
    }
    if (sum == others) {
      found.putAll(unnamed);
    } else if (others != 0) {
      return Optional.empty();
    }
    // Where all logs were named, those that are not are new since.
    found.putAll(named);
    return Optional.of(new LogPositions(found));
  }

  private static long mixed(int log, long position) {
    long mixed = (log * 0x9e3779b97f4a7c15L) ^ (position + 0x632be59bd9b4e019L);
    mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
    return mixed ^ (mixed >>> 31);
  }
}
