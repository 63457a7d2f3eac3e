package org.researchtracker.model;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One execution as a listing shows it, without its items.
 *
 * @param head what holds for the execution
 * @param status how it ended
 * @param itemCount items after duplicates
 * @param outputCount items whose type begins with {@code output_}
 * @param blockedCount items whose type ends in {@code _blocked}
 * @param startedAt the head's time, else the earliest item's; null if there is none that can be
 *     read
 * @param endedAt the time of the last end; null if it has not ended or the time cannot be read
 * @param inputText the first text from the user, or null
 */
public record ListedExecution(
    ExecutionHead head,
    Status status,
    long itemCount,
    long outputCount,
    long blockedCount,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable String inputText) {

  /** Returns the summary of a whole execution; zoneless times are of this zone. */
  public static ListedExecution of(ExecutionRecord record, ZoneId zone) {
    return new ListedExecution(
        record.head(),
        record.status(),
        record.items().size(),
        record.items().stream().filter(item -> item.itemType().isOutput()).count(),
        record.items().stream().filter(item -> item.itemType().isBlock()).count(),
        start(record, zone),
        end(record, zone),
        record.firstContent(ItemType.USER_INPUT_TEXT).orElse(null));
  }

  private static @Nullable Instant start(ExecutionRecord record, ZoneId zone) {
    return Timestamps.instant(record.head().timestamp(), zone)
        .or(
            () ->
                record.items().stream()
                    .flatMap(item -> Timestamps.instant(item.timestamp(), zone).stream())
                    .min(Instant::compareTo))
        .orElse(null);
  }

  private static @Nullable Instant end(ExecutionRecord record, ZoneId zone) {
    @Nullable Instant end = null;
    for (ExecutionItem item : record.items()) {
      ItemType type = item.itemType();
      if (type.equals(ItemType.PIPELINE_COMPLETE)
          || type.equals(ItemType.PIPELINE_ERROR)
          || type.equals(ItemType.STAGE1_BLOCKED)) {
        end = Timestamps.instant(item.timestamp(), zone).orElse(null);
      }
    }
    return end;
  }

  /**
   * Returns a start for people: {@code 2025-11-03T14:30:21+01:00}, or what the head says where that
   * cannot be read.
   */
  public String startText(ZoneId zone) {
    if (startedAt != null) {
      return Timestamps.format(startedAt, zone);
    }
    return Objects.requireNonNullElse(head.timestamp(), "");
  }
}
