package org.researchtracker.cli.media;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.researchtracker.index.Catalog;
import org.researchtracker.index.ExecutionEntry;
import org.researchtracker.media.MediaReference;
import org.researchtracker.media.MediaResolver;
import org.researchtracker.media.Resolution.Missing;
import org.researchtracker.media.fetch.LossRisk;
import org.researchtracker.media.fetch.LossRisk.Kind;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.Selection;
import org.researchtracker.model.Timestamps;
import org.researchtracker.view.Row;

/** The media that may be lost, those that go first before the others. For one thread. */
final class RiskList {
  private final Catalog catalog;
  private final MediaResolver resolver;
  private final Clock clock;
  private final List<Entry> entries = new ArrayList<>();

  RiskList(Catalog catalog, MediaResolver resolver, Clock clock) {
    this.catalog = catalog;
    this.resolver = resolver;
    this.clock = clock;
  }

  private record Entry(
      String executionId, @Nullable String configName, ExecutionItem item, LossRisk risk) {
    Instant likelyEnd(Clock clock) {
      return risk.likelyEnd(clock);
    }
  }

  /**
   * Returns the rows of the media at risk.
   *
   * @param limit how many of the newest executions, 0 for all
   */
  List<Row> rows(Selection selection, long limit, ZoneId zone) {
    catalog.executions(selection, limit).forEach(this::add);
    Map<String, Long> newer = newerPrompts();
    // A stable sort: what ends at the same time stays in the order of the logs, newest first.
    Comparator<Entry> soonest =
        Comparator.comparing((Entry entry) -> entry.likelyEnd(clock))
            .thenComparing(entry -> entry.risk().kind())
            .thenComparing(entry -> -newer.getOrDefault(entry.item().promptId(), 0L));
    return entries.stream().sorted(soonest).map(entry -> row(entry, newer, zone)).toList();
  }

  private void add(ExecutionEntry execution) {
    for (ExecutionItem item : catalog.media(execution)) {
      MediaReference reference = MediaReference.of(execution.executionId(), item);
      if (resolver.resolve(reference) instanceof Missing) {
        LossRisk.of(reference, clock)
            .ifPresent(
                risk ->
                    entries.add(
                        new Entry(
                            execution.executionId(), execution.head().configName(), item, risk)));
      }
    }
  }

  /**
   * How many prompts were logged since each that only ComfyUI remembers: of all executions, for
   * ComfyUI counts them all.
   */
  private Map<String, Long> newerPrompts() {
    Map<String, Long> newer = new HashMap<>();
    Set<String> asked = new HashSet<>();
    for (Entry entry : entries) {
      if (entry.risk().kind() == Kind.HISTORY && entry.item().promptId() != null) {
        asked.add(entry.item().promptId());
      }
    }
    if (asked.isEmpty()) {
      return newer;
    }
    Set<String> seen = new HashSet<>();
    catalog
        .executions(Selection.builder().build(), 0)
        .forEach(
            execution -> {
              for (ExecutionItem item : catalog.media(execution)) {
                String prompt = item.promptId();
                if (prompt != null && !seen.contains(prompt)) {
                  if (asked.contains(prompt)) {
                    newer.put(prompt, (long) seen.size());
                  }
                  seen.add(prompt);
                }
              }
            });
    return newer;
  }

  private static Row row(Entry entry, Map<String, Long> newer, ZoneId zone) {
    ExecutionItem item = entry.item();
    Optional<String> end = entry.risk().end().map(instant -> Timestamps.format(instant, zone));
    Long since = item.promptId() == null ? null : newer.get(item.promptId());
    return Row.of(
        JsonObject.builder()
            .put("execution_id", entry.executionId())
            .put("config_name", entry.configName())
            .put("sequence_number", item.sequenceNumber())
            .put("item_type", item.itemType().name())
            .put("media_type", item.mediaType() == null ? null : item.mediaType().name())
            .put("risk", entry.risk().kind().wireName())
            .put("expires_at", end.orElse(null))
            .put("newer_prompts", JsonValue.ofNullable(since))
            .put("prompt_id", item.promptId())
            .put("file_path", item.filePath())
            .build());
  }

  /** Returns what it comes to, in a line. */
  String summary() {
    Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    entries.forEach(entry -> counts.merge(entry.risk().kind(), 1L, Long::sum));
    StringBuilder text = new StringBuilder().append(entries.size()).append(" media at risk");
    String before = ": ";
    for (Map.Entry<Kind, Long> count : counts.entrySet()) {
      text.append(before).append(count.getValue()).append(' ').append(count.getKey().wireName());
      before = ", ";
    }
    return text.toString();
  }
}
