package org.researchtracker.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.researchtracker.model.JsonValue.JsonArray;
import org.researchtracker.model.JsonValue.JsonObject;

/**
 * One execution whole: its head and its items, ordered by sequence number.
 *
 * @param head what holds for the execution
 * @param items the items after duplicates, in order
 */
public record ExecutionRecord(ExecutionHead head, List<ExecutionItem> items) {

  /** Copies the items in order of their sequence numbers. */
  public ExecutionRecord {
    List<ExecutionItem> sorted = new ArrayList<>(items);
    sorted.sort((a, b) -> Long.compare(a.sequenceNumber(), b.sequenceNumber()));
    items = List.copyOf(sorted);
  }

  /** Returns the id. */
  public String executionId() {
    return head.executionId();
  }

  /** Returns how the execution ended. */
  public Status status() {
    return Status.of(items);
  }

  /** Returns the Stage 3-4 loop of this execution. */
  public OutputLoop<ExecutionItem> outputLoop() {
    return OutputLoop.of(head.outputConfigs().orElse(List.of()), items, status());
  }

  /** Returns the text of the first item of this type, if there is one. */
  public Optional<String> firstContent(ItemType type) {
    return items.stream()
        .filter(item -> item.itemType().equals(type) && item.content() != null)
        .findFirst()
        .map(ExecutionItem::content);
  }

  /**
   * Returns the record as one object of the log format: a record line that reads back as this
   * record.
   */
  public JsonObject toJson() {
    JsonObject.Builder json = JsonObject.builder();
    head.putFields(json);
    head.extra().forEach((name, value) -> json.put(name, value));
    List<JsonValue> elements = new ArrayList<>(items.size());
    items.forEach(item -> elements.add(item.toJson()));
    return json.put("items", new JsonArray(elements)).build();
  }
}
