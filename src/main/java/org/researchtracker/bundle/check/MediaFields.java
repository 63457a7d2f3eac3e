package org.researchtracker.bundle.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.researchtracker.bundle.document.BundledExecution;
import org.researchtracker.bundle.document.BundledMedium;
import org.researchtracker.media.MissingReason;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.ExecutionRecord;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonArray;
import org.researchtracker.model.JsonValue.JsonNull;
import org.researchtracker.model.JsonValue.JsonNumber;
import org.researchtracker.model.JsonValue.JsonObject;

/**
 * The fields that a bundle adds to an item, and the records that carry them. {@code record.json}
 * and {@code records.jsonl} hold the log's fields and these; import takes these out again.
 */
public final class MediaFields {
  /** Their names, in the order in which they are written. */
  static final List<String> NAMES =
      List.of(
          "media_status",
          "media_reason",
          "media_path",
          "media_format",
          "media_size",
          "media_sha512",
          "media_original_name");

  /** The one that stands only where something was taken out of a medium. */
  static final String ORIGINAL_SHA512 = "media_original_sha512";

  /** Where a log's own field of such a name goes, so that it is not lost. */
  private static final String EXTRA = "extra";

  private MediaFields() {}

  /** Adds the fields of a verdict; all are null where the item is no medium. */
  public static void put(@Nullable BundledMedium medium, JsonObject.Builder json) {
    if (medium == null) {
      NAMES.forEach(name -> json.put(name, JsonNull.NULL));
      return;
    }
    json.put("media_status", medium.status())
        .put("media_reason", text(medium.reason().map(MissingReason::wireName)))
        .put("media_path", text(medium.path()))
        .put("media_format", text(medium.format()))
        .put(
            "media_size",
            medium.size().isPresent() ? JsonNumber.of(medium.size().getAsLong()) : JsonNull.NULL)
        .put("media_sha512", text(medium.sha512()))
        .put("media_original_name", text(medium.originalName()));
    medium.originalSha512().ifPresent(digest -> json.put(ORIGINAL_SHA512, digest));
  }

  private static JsonValue text(Optional<String> value) {
    return JsonValue.ofNullable(value.orElse(null));
  }

  /** Returns a record line of the log format, with the media fields on every item. */
  public static JsonObject record(BundledExecution execution) {
    ExecutionRecord record = execution.record();
    JsonObject.Builder json = JsonObject.builder();
    record.head().putFields(json);
    record.head().extra().forEach((name, value) -> json.put(name, value));
    List<JsonValue> items = new ArrayList<>(record.items().size());
    for (ExecutionItem item : record.items()) {
      items.add(item(item, execution.media().get(item.sequenceNumber())));
    }
    return json.put("items", new JsonArray(items)).build();
  }

  private static JsonObject item(ExecutionItem item, @Nullable BundledMedium medium) {
    JsonObject.Builder json = JsonObject.builder();
    item.putFields(json);
    JsonObject.Builder own = JsonObject.builder();
    boolean taken = false;
    for (Map.Entry<String, JsonValue> field : item.extra().members().entrySet()) {
      boolean ours = field.getKey().startsWith("media_");
      (ours ? own : json).put(field.getKey(), field.getValue());
      taken |= ours || (field.getKey().equals(EXTRA) && isCarrier(field.getValue()));
    }
    put(medium, json);
    if (taken) {
      item.extra().get(EXTRA).ifPresent(value -> own.put(EXTRA, value));
      json.put(EXTRA, own.build());
    }
    return json.build();
  }

  /** Returns whether import would take a log's own {@code extra} for one that was made here. */
  private static boolean isCarrier(JsonValue value) {
    return value instanceof JsonObject extra
        && !extra.isEmpty()
        && extra.members().keySet().stream()
            .allMatch(name -> name.startsWith("media_") || name.equals(EXTRA));
  }
}
