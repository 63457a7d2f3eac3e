package org.researchtracker.archive;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.researchtracker.index.Catalog;
import org.researchtracker.index.ExecutionMark;
import org.researchtracker.model.ExecutionHead;
import org.researchtracker.model.Selection;
import org.researchtracker.model.Status;

/** A unit as the logs give it now, gathered execution by execution. Not thread-safe. */
final class Unit {
  private final UnitKey key;
  private final Instant now;
  private final List<String> executionIds = new ArrayList<>();
  private final List<Long> marks = new ArrayList<>();
  private final List<String> doubtful = new ArrayList<>();
  private long markSum;
  private long items;
  private int leftOut;
  private boolean chosen;
  private boolean open;
  private @Nullable Instant started;
  private @Nullable Instant touched;
  private final Common session = new Common();
  private final Common config = new Common();
  private final Common device = new Common();
  private final Common user = new Common();

  /** A field in which executions may agree. */
  private static final class Common {
    private boolean any;
    private boolean differs;
    private @Nullable String value;

    void add(@Nullable String other) {
      if (!any) {
        value = other;
        any = true;
      } else if (value == null ? other != null : !value.equals(other)) {
        differs = true;
      }
    }

    String word(String none) {
      return differs ? "mixed" : value == null ? none : value;
    }
  }

  Unit(UnitKey key, Instant now) {
    this.key = key;
    this.now = now;
  }

  /** Gathers one of these executions, as far as the logs hold them and everybody may see them. */
  static Unit gather(
      UnitKey key, Instant now, Catalog catalog, Set<String> executionIds, Set<String> leftOut) {
    Unit unit = new Unit(key, now);
    Selection those = Selection.builder().ids(executionIds).leftOut(leftOut).build();
    catalog.marks(those, mark -> unit.add(mark, true));
    return unit;
  }

  /** Takes an execution that belongs to it. */
  void add(ExecutionMark mark, boolean isChosen) {
    ExecutionHead head = mark.head();
    executionIds.add(mark.executionId());
    marks.add(mark.mark());
    markSum += Mixing.mix(mark.mark() ^ Mixing.mix(mark.executionId()));
    items += mark.itemCount();
    chosen |= isChosen;
    session.add(head.sessionId());
    config.add(head.configName());
    device.add(head.deviceId());
    user.add(head.userId());
    Instant start = mark.startedAt().orElse(null);
    if (start != null && (started == null || start.isBefore(started))) {
      started = start;
    }
    boolean isOpen = mark.status() == Status.OPEN;
    open |= isOpen;
    Instant newest = mark.touchedAt().or(mark::startedAt).orElse(null);
    if (newest == null || newest.isAfter(now)) {
      // A clock that is wrong or was not asked says nothing about when something was added.
      if (isOpen || newest != null) {
        doubtful.add(mark.executionId());
      }
    } else if (touched == null || newest.isAfter(touched)) {
      touched = newest;
    }
  }

  /** Counts executions that belong to it and that nobody may see. */
  void leaveOut(int more) {
    leftOut += more;
  }

  UnitKey key() {
    return key;
  }

  /** Returns the executions, in no order. */
  List<String> executionIds() {
    return executionIds;
  }

  /** Gives each execution and its mark. */
  void forEachMark(BiConsumer<String, Long> taker) {
    for (int i = 0; i < marks.size(); i++) {
      taker.accept(executionIds.get(i), marks.get(i));
    }
  }

  /** Returns those of which only their logs tell when something was last added. */
  List<String> doubtful() {
    return doubtful;
  }

  /** Returns a text that changes whenever what the logs say of its executions may have changed. */
  String mark() {
    return HexFormat.of().toHexDigits(Mixing.mix(markSum + executionIds.size()));
  }

  long items() {
    return items;
  }

  /** Returns how many executions belong to it that nobody may see. */
  int leftOut() {
    return leftOut;
  }

  /** Returns whether an execution of it is among those that were asked for. */
  boolean isChosen() {
    return chosen;
  }

  /** Returns whether an execution of it has not ended. */
  boolean isOpen() {
    return open;
  }

  Optional<Instant> started() {
    return Optional.ofNullable(started);
  }

  /** Returns the newest time of its executions, those apart that are in the future. */
  Optional<Instant> touched() {
    return Optional.ofNullable(touched);
  }

  String session() {
    return session.word("no-session");
  }

  String config() {
    return config.word("no-config");
  }

  String device() {
    return device.word("no-device");
  }

  String user() {
    return user.word("no-user");
  }
}
