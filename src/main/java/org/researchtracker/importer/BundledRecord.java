package org.researchtracker.importer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.researchtracker.model.ExecutionHead;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonArray;
import org.researchtracker.model.JsonValue.JsonNull;
import org.researchtracker.model.JsonValue.JsonObject;

/**
 * A record of a bundle without what the bundle added: its verdicts on media.
 *
 * @param head head fields, without the id
 * @param items as the log had them, by their numbers, in the order of the bundle
 * @param media what the bundle says of media, by the numbers of their items
 */
record BundledRecord(
    String executionId, JsonObject head, Map<Long, JsonObject> items, Map<Long, JsonObject> media) {

  /** The fields that a bundle adds to an item (bundle.md, every medium gets a verdict). */
  private static final Set<String> ADDED =
      Set.of(
          "media_status",
          "media_reason",
          "media_path",
          "media_format",
          "media_size",
          "media_sha512",
          "media_original_name",
          "media_original_sha512");

  private static final String EXTRA = "extra";
  private static final String PREFIX = "media_";

  /** Takes a record apart; empty if it is none. */
  static Optional<BundledRecord> of(JsonObject record) {
    Optional<String> id = record.string("execution_id").filter(text -> !text.isEmpty());
    if (id.isEmpty() || !(record.get("items").orElse(JsonNull.NULL) instanceof JsonArray array)) {
      return Optional.empty();
    }
    JsonObject.Builder head = JsonObject.builder();
    record.forEach(
        (name, value) -> {
          if (!name.equals("execution_id") && !name.equals("items")) {
            put(head, name, value, ExecutionHead.isField(name));
          }
        });
    Map<Long, JsonObject> items = new LinkedHashMap<>();
    Map<Long, JsonObject> media = new LinkedHashMap<>();
    for (JsonValue element : array.elements()) {
      if (!(element instanceof JsonObject item)) {
        return Optional.empty();
      }
      Optional<Long> number =
          item.get("sequence_number")
              .filter(value -> ItemDraft.isInteger(value, 1, Long.MAX_VALUE))
              .flatMap(value -> ((JsonValue.JsonNumber) value).longValue());
      if (number.isEmpty()) {
        return Optional.empty();
      }
      items.put(number.get(), original(item));
      media.put(number.get(), added(item));
    }
    return Optional.of(new BundledRecord(id.get(), head.build(), items, media));
  }

  /** A record has all known fields; of others, one that is null was so in the log. */
  private static void put(
      JsonObject.Builder json, String name, JsonValue value, boolean alwaysThere) {
    if (!alwaysThere || !value.equals(JsonNull.NULL)) {
      json.put(name, value);
    }
  }

  private static JsonObject added(JsonObject item) {
    JsonObject.Builder added = JsonObject.builder();
    item.forEach(
        (name, value) -> {
          if (ADDED.contains(name)) {
            put(added, name, value, true);
          }
        });
    return added.build();
  }

  private static JsonObject original(JsonObject item) {
    JsonObject.Builder own = JsonObject.builder();
    item.forEach(
        (name, value) -> {
          if (!ADDED.contains(name) && !(name.equals(EXTRA) && isCarrier(value))) {
            put(own, name, value, ExecutionItem.FIELDS.contains(name));
          }
        });
    item.get(EXTRA)
        .filter(BundledRecord::isCarrier)
        .ifPresent(carried -> own.putAll((JsonObject) carried));
    return own.build();
  }

  /** A log's own fields of names that the bundle uses were put into {@code extra}. */
  private static boolean isCarrier(JsonValue value) {
    return value instanceof JsonObject extra
        && !extra.isEmpty()
        && extra.members().keySet().stream()
            .allMatch(name -> name.startsWith(PREFIX) || name.equals(EXTRA));
  }
}
