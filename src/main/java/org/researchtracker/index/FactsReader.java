package org.researchtracker.index;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.researchtracker.log.LineProblem;
import org.researchtracker.log.ParsedItem;
import org.researchtracker.log.ParsedLine;
import org.researchtracker.log.ProblemKind;
import org.researchtracker.log.ScannedLine;
import org.researchtracker.model.ExecutionHead;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.ItemType;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.MediaType;
import org.researchtracker.model.Timestamps;

/**
 * Takes from a line what the index keeps of it. Thread-safe: lines are looked at where they are
 * parsed, while they are still in that processor's cache.
 */
final class FactsReader implements Function<ScannedLine, LineFacts> {
  private final long file;
  private final ZoneId zone;

  /**
   * Makes a reader of one log.
   *
   * @param file the log's number in the index
   * @param zone of times that name none
   */
  FactsReader(long file, ZoneId zone) {
    this.file = file;
    this.zone = zone;
  }

  @Override
  public LineFacts apply(ScannedLine line) {
    LineRef ref =
        new LineRef(file, line.offset(), line.length(), line.checksum(), line.isOversized());
    if (line.parsed().isEmpty()) {
      return new LineFacts(ref, line.problems(), null, null, List.of());
    }
    ParsedLine parsed = line.parsed().get();
    List<LineProblem> times = new ArrayList<>(0);
    boolean whole = parsed.kind() == ParsedLine.Kind.ITEM;
    HeadLine head = whole ? null : headLine(ref, parsed, times);
    List<Occurrence> items = new ArrayList<>(parsed.items().size());
    for (int i = 0; i < parsed.items().size(); i++) {
      int place = whole ? Occurrence.WHOLE_LINE : parsed.places().get(i);
      items.add(occurrence(ref, place, parsed.items().get(i), times));
    }
    List<LineProblem> problems = line.problems();
    if (!times.isEmpty()) {
      problems = new ArrayList<>(problems);
      problems.addAll(times);
    }
    return new LineFacts(ref, problems, parsed.executionId(), head, items);
  }

  private HeadLine headLine(LineRef ref, ParsedLine parsed, List<LineProblem> problems) {
    Instant rank = null;
    boolean zoneless = false;
    for (String name : List.of("timestamp", "logged_at")) {
      Optional<String> text = parsed.head().string(name);
      Optional<Timestamps.Parsed> time = Timestamps.parse(text.orElse(null), zone);
      if (time.isPresent()) {
        rank = time.get().instant();
        zoneless |= !time.get().zoned();
      } else if (text.isPresent()) {
        problems.add(unreadableTime(name, text.get()));
      }
    }
    return new HeadLine(ref, rank, parsed.head(), !parsed.extra().isEmpty(), zoneless);
  }

  private static LineProblem unreadableTime(String name, String text) {
    String shown = text.length() > 60 ? text.substring(0, 60) + "…" : text;
    return new LineProblem(ProblemKind.UNREADABLE_TIME, name + " cannot be read: " + shown);
  }

  private Occurrence occurrence(
      LineRef ref, int place, ParsedItem item, List<LineProblem> problems) {
    Occurrence occurrence = new Occurrence();
    occurrence.line = ref;
    occurrence.place = place;
    occurrence.sequenceNumber = item.sequenceNumber();
    occurrence.itemType = item.itemType();
    occurrence.stage = item.stage();
    occurrence.outputConfigIndex = item.outputConfigIndex();
    MediaType media = item.mediaType();
    occurrence.mediaType = media == null ? null : media.name();
    occurrence.configUsed = item.configUsed();
    occurrence.modelUsed = item.modelUsed();
    occurrence.hasContent = item.hasContent();
    occurrence.hasFilePath = item.hasFilePath();
    occurrence.head = item.head();
    Optional<Timestamps.Parsed> time = Timestamps.parse(item.timestamp(), zone);
    if (time.isPresent()) {
      occurrence.time = time.get().instant();
      occurrence.zoneless = !time.get().zoned();
    } else if (item.timestamp() != null) {
      problems.add(unreadableTime("timestamp", item.timestamp()));
    }
    if (item.itemType().isBlock()) {
      occurrence.blockReason =
          ExecutionItem.reason(item.metadata())
              .or(() -> Optional.ofNullable(item.content()))
              .orElse(null);
    } else if (item.itemType().equals(ItemType.PIPELINE_START)) {
      occurrence.startHead = startHead(item.metadata());
    }
    return occurrence;
  }

  /** The head fields that a pipeline's start gives in its metadata. */
  private static JsonObject startHead(JsonObject metadata) {
    JsonObject.Builder head = JsonObject.builder();
    for (String name : ExecutionHead.FIELDS) {
      metadata
          .value(name)
          .filter(value -> ExecutionHead.misfit(name, value).isEmpty())
          .ifPresent(value -> head.put(name, value));
    }
    return head.build();
  }
}
