package org.researchtracker.recorder;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.researchtracker.log.LineParser;
import org.researchtracker.log.LineParser.Detail;
import org.researchtracker.log.ParsedItem;
import org.researchtracker.log.ParsedLine;
import org.researchtracker.log.UnreadableLineException;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.JsonValue.JsonObject;

/**
 * What stands in the logs of a root.
 *
 * @param items by execution, in the order of the lines
 * @param heads the fields of head lines, by execution, in the order of the lines
 * @param unreadable lines that say nothing
 */
record Recorded(
    Map<String, List<ExecutionItem>> items,
    Map<String, List<JsonObject>> heads,
    List<String> unreadable) {

  static Recorded in(Path root) throws IOException {
    Recorded recorded =
        new Recorded(new LinkedHashMap<>(), new LinkedHashMap<>(), new ArrayList<>());
    if (Files.isDirectory(root)) {
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.filter(f -> f.toString().contains(".jsonl")).sorted().toList()) {
          recorded.read(Files.readString(file, UTF_8));
        }
      }
    }
    return recorded;
  }

  private void read(String text) {
    for (String line : text.split("\n", -1)) {
      if (line.isEmpty()) {
        continue;
      }
      byte[] bytes = line.getBytes(UTF_8);
      try {
        ParsedLine parsed = LineParser.parse(bytes, 0, bytes.length, Detail.FULL);
        if (parsed.items().isEmpty()) {
          heads.computeIfAbsent(parsed.executionId(), id -> new ArrayList<>()).add(parsed.head());
        }
        for (ParsedItem item : parsed.items()) {
          items.computeIfAbsent(parsed.executionId(), id -> new ArrayList<>()).add(item.toItem());
        }
      } catch (UnreadableLineException e) {
        unreadable.add(line);
      }
    }
  }

  /** Returns the items of an execution, none if it is unknown. */
  List<ExecutionItem> of(String id) {
    return items.getOrDefault(id, List.of());
  }

  List<Long> numbers(String id) {
    return of(id).stream().map(ExecutionItem::sequenceNumber).toList();
  }

  /** Returns what the last head line of an execution says it has lost; -1 if it does not say. */
  long droppedItems(String id) {
    List<JsonObject> all = heads.getOrDefault(id, List.of());
    return all.isEmpty()
        ? -1
        : all.get(all.size() - 1)
            .value("dropped_items")
            .flatMap(value -> value.asScalarText())
            .map(Long::parseLong)
            .orElse(-1L);
  }
}
