package org.researchtracker.index;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * All that the logs give for one execution: its head lines and the occurrences of its items. Not
 * thread-safe.
 */
final class ExecutionLines {
  static final Comparator<Occurrence> ORDER = ExecutionLines::compare;

  private final List<HeadLine> heads;
  private final List<Occurrence> items;

  /**
   * Not put together from parts, which no archive of classes can hold: it is part of each start.
   */
  private static int compare(Occurrence a, Occurrence b) {
    int order = Long.compare(a.sequenceNumber, b.sequenceNumber);
    if (order == 0) {
      order = a.verdict.compareTo(b.verdict);
    }
    return order == 0 ? Occurrence.comparePlaces(a, b) : order;
  }

  ExecutionLines() {
    this(new ArrayList<>(), new ArrayList<>());
  }

  ExecutionLines(List<HeadLine> heads, List<Occurrence> items) {
    this.heads = heads;
    this.items = items;
  }

  List<HeadLine> heads() {
    return heads;
  }

  List<Occurrence> items() {
    return items;
  }

  /** Returns the occurrences that give the items, in order of their numbers. */
  List<Occurrence> winners() {
    List<Occurrence> winners = new ArrayList<>(items.size());
    for (Occurrence item : items) {
      if (item.stays()) {
        winners.add(item);
      }
    }
    return winners;
  }

  void addAll(ExecutionLines other) {
    heads.addAll(other.heads);
    items.addAll(other.items);
  }

  /** Returns whether no two lines compete, so that no text has to be looked at. */
  boolean isSettledWithoutTexts() {
    long before = 0;
    for (Occurrence item : items) {
      // Numbers that do not rise may still be different ones; to be sure of it is not worth it.
      if (item.sequenceNumber <= before) {
        return false;
      }
      before = item.sequenceNumber;
    }
    return heads.size() < 2;
  }

  /** Forgets what some logs gave; returns whether that was anything. */
  boolean removeFiles(Set<Long> files) {
    boolean heads = this.heads.removeIf(head -> files.contains(head.line().file()));
    boolean items = this.items.removeIf(item -> files.contains(item.line.file()));
    return heads || items;
  }

  /** Adds the numbers of the logs that give something here. */
  void files(Set<Long> files) {
    heads.forEach(head -> files.add(head.line().file()));
    items.forEach(item -> files.add(item.line.file()));
  }

  boolean isEmpty() {
    return heads.isEmpty() && items.isEmpty();
  }
}
