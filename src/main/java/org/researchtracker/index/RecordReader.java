package org.researchtracker.index;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.researchtracker.log.ParsedLine;
import org.researchtracker.model.ExecutionHead;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.ExecutionRecord;
import org.researchtracker.model.ItemType;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonObject;

/** Puts executions together again from the lines that give them. Not thread-safe. */
final class RecordReader {
  private final LineTexts texts;
  private LineRef lastLine = LineRef.NOWHERE;
  private @Nullable ParsedLine lastParsed;

  RecordReader(LineTexts texts) {
    this.texts = texts;
  }

  ExecutionRecord record(ExecutionEntry entry) throws StaleIndexException {
    return new ExecutionRecord(head(entry), items(entry, item -> true));
  }

  /** Returns the items that are wanted, in order of their numbers. */
  List<ExecutionItem> items(ExecutionEntry entry, Predicate<Occurrence> wanted)
      throws StaleIndexException {
    List<Occurrence> chosen = new ArrayList<>();
    for (Occurrence item : entry.items()) {
      if (wanted.test(item)) {
        chosen.add(item);
      }
    }
    // In the order of the logs, so that they are read forwards.
    List<Occurrence> byPlace = new ArrayList<>(chosen);
    byPlace.sort(Occurrence::comparePlaces);
    Map<Occurrence, ExecutionItem> read = new HashMap<>();
    for (Occurrence item : byPlace) {
      read.put(item, item(item));
    }
    List<ExecutionItem> items = new ArrayList<>(chosen.size());
    for (Occurrence item : chosen) {
      items.add(java.util.Objects.requireNonNull(read.get(item)));
    }
    return items;
  }

  ExecutionItem item(Occurrence item) throws StaleIndexException {
    return LineItems.item(item, line(item.line)).toItem();
  }

  /** Returns the content of an item; null if it has none. */
  @Nullable String content(Occurrence item) throws StaleIndexException {
    return item.hasContent ? LineItems.item(item, line(item.line)).content() : null;
  }

  /** Returns the text that the user gave first. */
  Optional<String> inputText(ExecutionEntry entry) throws StaleIndexException {
    for (Occurrence item : entry.items()) {
      if (item.itemType.equals(ItemType.USER_INPUT_TEXT) && item.hasContent) {
        return Optional.ofNullable(content(item));
      }
    }
    return Optional.empty();
  }

  private ExecutionHead head(ExecutionEntry entry) throws StaleIndexException {
    Map<String, JsonValue> extra = new java.util.LinkedHashMap<>();
    for (HeadLine head : entry.lines().heads()) {
      if (head.hasExtra()) {
        line(head.line()).extra().forEach(extra::putIfAbsent);
      }
    }
    return new ExecutionHead(entry.executionId(), entry.head().fields(), JsonObject.of(extra));
  }

  /** The items of a record line share it, so the last one is kept. */
  private ParsedLine line(LineRef ref) throws StaleIndexException {
    ParsedLine last = lastParsed;
    if (last != null && ref.equals(lastLine)) {
      return last;
    }
    ParsedLine parsed = LineItems.line(texts.read(ref), ref.oversized());
    lastLine = ref;
    lastParsed = parsed;
    return parsed;
  }

  void forget() {
    lastParsed = null;
  }
}
