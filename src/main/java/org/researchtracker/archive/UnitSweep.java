package org.researchtracker.archive;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.researchtracker.index.ExecutionMark;
import org.researchtracker.model.ExecutionHead;

/**
 * Gathers executions, which come newest first, into units, and hands each on as soon as it is
 * whole, so that only sessions have to stay in memory. Not thread-safe.
 */
final class UnitSweep {
  /** Clocks have been set back across midnight, so the same day may come again soon. */
  private static final int DAYS_KEPT = 2;

  private final Per per;
  private final String filter;
  private final ZoneId zone;
  private final Instant now;
  private final Predicate<ExecutionHead> leftOut;
  private final Predicate<ExecutionMark> chosen;
  private final Consumer<Unit> taker;
  private final Map<UnitKey, Unit> lasting = new HashMap<>();
  private final TreeMap<LocalDate, Map<UnitKey, Unit>> days = new TreeMap<>();

  /**
   * Begins.
   *
   * @param filter the choices that the executions were taken by, as compact JSON
   * @param leftOut whether nobody may see an execution
   * @param chosen whether an execution is among those that were asked for
   * @param taker is given every unit once
   */
  UnitSweep(
      Per per,
      String filter,
      ZoneId zone,
      Instant now,
      Predicate<ExecutionHead> leftOut,
      Predicate<ExecutionMark> chosen,
      Consumer<Unit> taker) {
    this.per = per;
    this.filter = filter;
    this.zone = zone;
    this.now = now;
    this.leftOut = leftOut;
    this.chosen = chosen;
    this.taker = taker;
  }

  /** Takes the next execution. */
  void add(ExecutionMark mark) {
    UnitKey key = key(mark);
    if (per == Per.EXECUTION) {
      Unit unit = new Unit(key, now);
      add(unit, mark);
      taker.accept(unit);
      return;
    }
    LocalDate day = key.day();
    if (day == null) {
      add(lasting.computeIfAbsent(key, each -> new Unit(each, now)), mark);
      return;
    }
    endDaysAfter(day.plusDays(DAYS_KEPT));
    Map<UnitKey, Unit> units = days.computeIfAbsent(day, each -> new HashMap<>());
    add(units.computeIfAbsent(key, each -> new Unit(each, now)), mark);
  }

  private void add(Unit unit, ExecutionMark mark) {
    if (leftOut.test(mark.head())) {
      unit.leaveOut(1);
    } else {
      unit.add(mark, chosen.test(mark));
    }
  }

  private void endDaysAfter(LocalDate day) {
    Iterator<Map<UnitKey, Unit>> over = days.tailMap(day, false).values().iterator();
    while (over.hasNext()) {
      over.next().values().forEach(taker);
      over.remove();
    }
  }

  /** Says that there are no more. */
  void end() {
    days.values().forEach(units -> units.values().forEach(taker));
    days.clear();
    lasting.values().forEach(taker);
    lasting.clear();
  }

  private UnitKey key(ExecutionMark mark) {
    ExecutionHead head = mark.head();
    return switch (per) {
      case EXECUTION -> UnitKey.ofExecution(mark.executionId());
      case SESSION ->
          new UnitKey(per, head.sessionId() == null ? day(mark) : null, head.sessionId(), filter);
      case DAY -> new UnitKey(per, day(mark), null, filter);
      case CONFIG -> new UnitKey(per, day(mark), head.configName(), filter);
      case DEVICE -> new UnitKey(per, day(mark), head.deviceId(), filter);
      case USER -> new UnitKey(per, day(mark), head.userId(), filter);
    };
  }

  private @Nullable LocalDate day(ExecutionMark mark) {
    return mark.startedAt().map(start -> start.atZone(zone).toLocalDate()).orElse(null);
  }
}
