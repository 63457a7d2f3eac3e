package org.researchtracker.importer;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.ExecutionRecord;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonNull;
import org.researchtracker.model.JsonValue.JsonObject;

/** What the log holds of an imported execution: which items under which numbers. */
final class KnownExecution {
  private final Map<String, Long> identities = new HashMap<>();
  private final Map<String, Long> keys = new HashMap<>();
  private final Set<Long> numbers = new HashSet<>();
  private JsonObject head = JsonObject.EMPTY;
  private long greatest;

  /** Makes an execution that the log does not have. */
  KnownExecution() {}

  /** Takes what the log says. */
  static KnownExecution of(ExecutionRecord record) {
    KnownExecution known = new KnownExecution();
    JsonObject.Builder head = JsonObject.builder();
    record.head().fields().forEach(head::put);
    record.head().extra().forEach(head::put);
    known.head = head.build();
    for (ExecutionItem item : record.items()) {
      known.add(item.extra().string(ItemDraft.KEY).orElse(""), item.sequenceNumber());
    }
    return known;
  }

  /** Returns whether the log has it by an import, and not from a recorder. */
  boolean isImported() {
    return head.get(ExecutionDraft.ORIGIN).orElse(JsonNull.NULL) instanceof JsonObject;
  }

  boolean isEmpty() {
    return head.isEmpty() && numbers.isEmpty();
  }

  JsonObject head() {
    return head;
  }

  void head(JsonObject fields) {
    JsonObject.Builder all = JsonObject.builder().putAll(head);
    fields.forEach(all::put);
    head = all.build();
  }

  void add(String identity, long number) {
    numbers.add(number);
    greatest = Math.max(greatest, number);
    int at = identity.lastIndexOf('@');
    if (at > 0) {
      identities.putIfAbsent(identity, number);
      keys.putIfAbsent(identity.substring(0, at), number);
    }
  }

  boolean has(ItemDraft item) {
    return identities.containsKey(item.identity());
  }

  /** Returns the number of an item that it has; 1 for one that it does not have. */
  long number(ItemDraft item) {
    return identities.getOrDefault(item.identity(), 1L);
  }

  /** Returns the number of another version of an item. */
  Optional<Long> otherVersion(ItemDraft item) {
    return Optional.ofNullable(keys.get(item.key()));
  }

  boolean isTaken(long number) {
    return numbers.contains(number);
  }

  long next() {
    return greatest + 1;
  }

  /** Returns whether a head field has this value. */
  boolean hasHead(String name, JsonValue value) {
    return head.get(name).filter(value::equals).isPresent();
  }
}
