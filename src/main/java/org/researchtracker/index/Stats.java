package org.researchtracker.index;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.researchtracker.model.Choice;
import org.researchtracker.model.ExecutionHead;
import org.researchtracker.model.OutputCounts;
import org.researchtracker.model.OutputLoop;
import org.researchtracker.model.StatsGroup;
import org.researchtracker.model.StatsKey;

/**
 * Counts executions, items and outputs by groups.
 *
 * <p>An item counts in the group of its own values. A requested output counts in the group of its
 * config and of the item that tells what became of it: its first output, else its block; where
 * there is neither, item values are absent. Every output item counts as generated. Not thread-safe.
 */
final class Stats {
  private final List<StatsKey> by;
  private final Choice outputConfig;
  private final ZoneId zone;
  private final boolean ofItems;
  private final Map<List<Optional<String>>, Tally> tallies = new HashMap<>();

  /**
   * Starts to count.
   *
   * @param by what to group by; nothing makes one group
   * @param outputConfig the output configs that count at all, so that "how many outputs did config
   *     X generate" has its answer
   * @param zone the zone of days, weeks and months
   */
  Stats(List<StatsKey> by, Choice outputConfig, ZoneId zone) {
    this.by = List.copyOf(by);
    this.outputConfig = outputConfig;
    this.zone = zone;
    this.ofItems = !outputConfig.isAny() || by.stream().anyMatch(StatsKey::isOfItems);
  }

  /** Returns whether items have to be looked at, not just executions. */
  boolean needsItems() {
    return ofItems;
  }

  void add(ExecutionEntry execution) {
    if (!ofItems) {
      Tally tally = tally(keys(execution, null, null));
      OutputCounts outputs = execution.outputs();
      tally.executions++;
      tally.items += execution.itemCount();
      tally.requested += outputs.requested();
      tally.generated += outputs.generated();
      tally.blocked += outputs.blocked();
      tally.failed += outputs.failed();
      tally.pending += outputs.pending();
      return;
    }
    Set<Tally> touched = new HashSet<>();
    int announced = execution.head().outputConfigs().map(List::size).orElse(0);
    for (Occurrence item : execution.items()) {
      if (outputConfig.takes(item.configUsed)) {
        Tally tally = tally(keys(execution, item.configUsed, item));
        tally.items++;
        tally.generated += item.itemType.isOutput() ? 1 : 0;
        touched.add(tally);
      }
    }
    for (OutputLoop.Iteration<Occurrence> iteration : execution.loop().iterations()) {
      if (iteration.isRequest() && outputConfig.takes(iteration.configUsed())) {
        Occurrence teller =
            iteration.outputs().stream().findFirst().or(iteration::block).orElse(null);
        Tally tally = tally(keys(execution, iteration.configUsed(), teller));
        // Where configs were announced, those are what was requested; an iteration beyond them was
        // not.
        Long index = iteration.index();
        tally.requested += announced == 0 || (index != null && index <= announced) ? 1 : 0;
        count(tally, iteration.outcome());
        touched.add(tally);
      }
    }
    touched.forEach(tally -> tally.executions++);
  }

  private static void count(Tally tally, OutputLoop.Outcome outcome) {
    switch (outcome) {
      case GENERATED -> {}
      case BLOCKED -> tally.blocked++;
      case FAILED -> tally.failed++;
      case PENDING -> tally.pending++;
    }
  }

  private Tally tally(List<Optional<String>> keys) {
    return tallies.computeIfAbsent(keys, key -> new Tally());
  }

  private List<Optional<String>> keys(
      ExecutionEntry execution, @Nullable String configUsed, @Nullable Occurrence item) {
    List<Optional<String>> keys = new ArrayList<>(by.size());
    for (StatsKey key : by) {
      keys.add(Optional.ofNullable(value(key, execution, configUsed, item)));
    }
    return keys;
  }

  private @Nullable String value(
      StatsKey key,
      ExecutionEntry execution,
      @Nullable String configUsed,
      @Nullable Occurrence item) {
    ExecutionHead head = execution.head();
    return switch (key) {
      case CONFIG -> head.configName();
      case STATUS -> execution.status().word();
      case DAY, WEEK, MONTH -> execution.startedAt().map(start -> period(key, start)).orElse(null);
      case SESSION -> head.sessionId();
      case USER -> head.userId();
      case DEVICE -> head.deviceId();
      case OUTPUT_CONFIG -> configUsed;
      case MODEL -> item == null ? null : item.modelUsed;
      case ITEM_TYPE -> item == null ? null : item.itemType.name();
      case MEDIA_TYPE -> item == null ? null : item.mediaType;
      case STAGE -> item == null ? null : Integer.toString(item.stage);
      case BLOCK_REASON -> item == null ? null : item.blockReason;
    };
  }

  private String period(StatsKey key, Instant start) {
    LocalDate day = start.atZone(zone).toLocalDate();
    return switch (key) {
      case WEEK ->
          String.format(
              Locale.ROOT,
              "%04d-W%02d",
              day.get(IsoFields.WEEK_BASED_YEAR),
              day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
      case MONTH -> day.toString().substring(0, day.toString().length() - 3);
      default -> day.toString();
    };
  }

  /**
   * Returns the groups in the order of their keys, absent values last; without keys one group, even
   * of nothing.
   */
  List<StatsGroup> groups() {
    if (by.isEmpty() && tallies.isEmpty()) {
      tally(List.of());
    }
    List<StatsGroup> groups = new ArrayList<>();
    tallies.forEach((keys, tally) -> groups.add(tally.group(keys)));
    groups.sort((a, b) -> compare(a.keys(), b.keys()));
    return groups;
  }

  private static int compare(List<Optional<String>> one, List<Optional<String>> other) {
    Comparator<Optional<String>> order =
        Comparator.comparing(
            key -> key.orElse(null), Comparator.nullsLast(Comparator.naturalOrder()));
    for (int i = 0; i < one.size(); i++) {
      int difference = order.compare(one.get(i), other.get(i));
      if (difference != 0) {
        return difference;
      }
    }
    return 0;
  }

  private static final class Tally {
    private long executions;
    private long items;
    private long requested;
    private long generated;
    private long blocked;
    private long failed;
    private long pending;

    StatsGroup group(List<Optional<String>> keys) {
      return new StatsGroup(
          keys,
          executions,
          items,
          new OutputCounts(requested, generated, blocked, failed, pending));
    }
  }
}
