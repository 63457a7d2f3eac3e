package org.researchtracker.recorder;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.researchtracker.log.LineFeed;
import org.researchtracker.log.LineParser;
import org.researchtracker.log.LineParser.Detail;
import org.researchtracker.log.LogFile;
import org.researchtracker.log.LogScanner;
import org.researchtracker.log.LogText;
import org.researchtracker.log.LogTree;
import org.researchtracker.log.ParsedItem;
import org.researchtracker.log.ParsedLine;
import org.researchtracker.log.UnreadableLineException;
import org.researchtracker.model.ExecutionHead;
import org.researchtracker.model.ExecutionRecord;
import org.researchtracker.model.ItemType;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.Timestamps;

/**
 * Reads one execution from the logs of a root: every line that may name it, by the log format's
 * rules of identity and rank. For one thread.
 */
final class ReadBack {
  /** A head line, and when it was logged. */
  private record Head(Instant rank, String text, JsonObject fields, JsonObject extra) {}

  private final String id;
  private final ZoneId zone;
  private final byte[] needle;
  private final List<Head> heads = new ArrayList<>();
  private final Map<Long, ParsedItem> items = new TreeMap<>();

  private ReadBack(String id, ZoneId zone) {
    this.id = id;
    this.zone = zone;
    this.needle = id.getBytes(UTF_8);
  }

  /** Returns the execution, or nothing if no log has it. */
  static Optional<ExecutionRecord> of(Path root, String id, ZoneId zone) throws IOException {
    ReadBack readBack = new ReadBack(id, zone);
    for (LogFile file : LogTree.walk(List.of(root)).files()) {
      try (InputStream in =
          file.isCompressed()
              ? LogText.openCompressed(file.path())
              : Files.newInputStream(file.path())) {
        readBack.read(in);
      } catch (NoSuchFileException e) {
        // It was rotated away meanwhile, and is found under its new name at the next look.
      }
    }
    return readBack.record();
  }

  private void read(InputStream in) throws IOException {
    LineFeed feed = new LineFeed(in, LogScanner.DEFAULT_MAX_LINE);
    for (int count = feed.await(); count >= 0; count = feed.await()) {
      for (LineFeed.Line line : feed.lines(count)) {
        byte[] text = line.text();
        if (mayName(text)) {
          try {
            take(LineParser.parse(text, line.start(), text.length - line.start(), Detail.FULL));
          } catch (UnreadableLineException e) {
            // It is in no answer; 'tracker doctor' names it.
          }
        }
      }
    }
  }

  /** Looks for the id as it stands; where something is escaped, it may stand in another way. */
  private boolean mayName(byte[] text) {
    for (int i = 0; i <= text.length - needle.length; i++) {
      if (text[i] == '\\' || (needle.length > 0 && text[i] == needle[0] && isAt(text, i))) {
        return true;
      }
    }
    return false;
  }

  private boolean isAt(byte[] text, int from) {
    for (int i = 1; i < needle.length; i++) {
      if (text[from + i] != needle[i]) {
        return false;
      }
    }
    return true;
  }

  private void take(ParsedLine line) {
    if (!line.executionId().equals(id)) {
      return;
    }
    if (line.kind() != ParsedLine.Kind.ITEM) {
      Instant rank =
          instant(line.head().string("logged_at"))
              .or(() -> instant(line.head().string("timestamp")))
              .orElse(Instant.MIN);
      heads.add(new Head(rank, line.head().toJson(), line.head(), line.extra()));
    }
    line.items().forEach(item -> items.merge(item.sequenceNumber(), item, this::stays));
  }

  private Optional<Instant> instant(Optional<String> text) {
    return Timestamps.instant(text.orElse(null), zone);
  }

  private ParsedItem stays(ParsedItem one, ParsedItem other) {
    Comparator<ParsedItem> order =
        Comparator.comparing(
                (ParsedItem item) -> Timestamps.instant(item.timestamp(), zone).orElse(Instant.MAX))
            .thenComparing(ParsedItem::canonicalText);
    return order.compare(one, other) <= 0 ? one : other;
  }

  private Optional<ExecutionRecord> record() {
    if (heads.isEmpty() && items.isEmpty()) {
      return Optional.empty();
    }
    JsonObject.Builder fields = JsonObject.builder();
    JsonObject.Builder extra = JsonObject.builder();
    // From the lowest rank to the highest: a later value takes the place of an earlier one.
    List<ParsedItem> backwards = new ArrayList<>(items.values());
    backwards.sort(Comparator.comparingLong(ParsedItem::sequenceNumber).reversed());
    backwards.forEach(item -> put(item.head(), fields));
    for (ParsedItem item : backwards) {
      if (item.itemType().equals(ItemType.PIPELINE_START)) {
        put(item.metadata(), fields);
      }
    }
    heads.sort(Comparator.comparing(Head::rank).thenComparing(Head::text));
    for (Head head : heads) {
      put(head.fields(), fields);
      head.extra().forEach((name, value) -> extra.put(name, value));
    }
    ExecutionHead head = new ExecutionHead(id, fields.build(), extra.build());
    return Optional.of(
        new ExecutionRecord(head, items.values().stream().map(ParsedItem::toItem).toList()));
  }

  private static void put(JsonObject from, JsonObject.Builder to) {
    from.forEach(
        (name, value) -> {
          if (ExecutionHead.isField(name)
              && !value.equals(JsonValue.JsonNull.NULL)
              && ExecutionHead.misfit(name, value).isEmpty()) {
            to.put(name, value);
          }
        });
  }
}
