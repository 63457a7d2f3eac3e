package org.researchtracker.importer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonArray;
import org.researchtracker.model.JsonValue.JsonNull;
import org.researchtracker.model.JsonValue.JsonNumber;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.JsonValue.JsonString;

/**
 * An item while it is put together. Its key says where in the source it stands, its fingerprint
 * what stood there: by both together an item that the log holds already is known again. Not
 * thread-safe.
 */
final class ItemDraft {
  /** The field of an imported item that holds key and fingerprint. */
  static final String KEY = "imported_item";

  private final String key;
  private final String fingerprint;
  private final Map<String, JsonValue> fields = new LinkedHashMap<>();
  private final JsonObject.Builder extra = JsonObject.builder();
  private final JsonObject.Builder aside = JsonObject.builder();
  private @Nullable Long number;

  /**
   * Begins an item.
   *
   * @param key where it stands in its source, such as {@code entities/3}
   * @param raw what stands there, as texts
   */
  ItemDraft(String key, String... raw) {
    this.key = key;
    this.fingerprint = FileText.fingerprint(raw);
  }

  String key() {
    return key;
  }

  /** Returns key and fingerprint in one text. */
  String identity() {
    return key + "@" + fingerprint;
  }

  /** Returns the number that the source gives, or null. */
  @Nullable Long number() {
    return number;
  }

  void number(@Nullable Long value) {
    number = value;
  }

  String itemType() {
    return string("item_type").orElse("");
  }

  Optional<String> string(String name) {
    return Optional.ofNullable(fields.get(name)).flatMap(JsonValue::asString);
  }

  @Nullable JsonValue get(String name) {
    return fields.get(name);
  }

  ItemDraft put(String name, JsonValue value) {
    if (value.equals(JsonNull.NULL)) {
      fields.remove(name);
    } else {
      fields.put(name, value);
    }
    return this;
  }

  ItemDraft put(String name, @Nullable String value) {
    return put(name, JsonValue.ofNullable(value));
  }

  ItemDraft put(String name, long value) {
    return put(name, JsonNumber.of(value));
  }

  /** Adds a field that the log format does not know; null adds nothing. */
  ItemDraft extra(String name, JsonValue value) {
    if (!value.equals(JsonNull.NULL)) {
      if (Misfits.isReserved(name)) {
        aside.put(name, value);
      } else {
        extra.put(name, value);
      }
    }
    return this;
  }

  /** Puts a value aside under its own name, because the log format would read it otherwise. */
  ItemDraft aside(String name, JsonValue value) {
    aside.put(name, value);
    return this;
  }

  /**
   * Puts a field as a source has it: under its name where its value fits, else aside; a number or a
   * boolean where a text is wanted becomes its text as well.
   */
  void putRaw(String name, JsonValue value) {
    if (value.equals(JsonNull.NULL)) {
      return;
    }
    if (!ExecutionItem.FIELDS.contains(name)) {
      extra(name, value);
    } else if (fits(name, value)) {
      put(name, value);
    } else {
      aside.put(name, value);
      if (isText(name)) {
        value.asScalarText().ifPresent(text -> put(name, text));
      }
    }
  }

  private static boolean fits(String name, JsonValue value) {
    return switch (name) {
      case "stage" -> isInteger(value, 0, 5);
      case "output_config_index", "stage_iteration", "sequence_number" ->
          isInteger(value, 1, Long.MAX_VALUE);
      case "execution_time" -> value instanceof JsonNumber;
      case "metadata" -> value instanceof JsonObject;
      default -> value instanceof JsonString;
    };
  }

  private static boolean isText(String name) {
    return switch (name) {
      case "stage",
          "output_config_index",
          "stage_iteration",
          "sequence_number",
          "execution_time",
          "metadata" ->
          false;
      default -> true;
    };
  }

  static boolean isInteger(JsonValue value, long from, long to) {
    return value instanceof JsonNumber number
        && number.longValue().filter(n -> n >= from && n <= to).isPresent();
  }

  /** Returns the item as a line or an element of {@code items}, without an execution id. */
  JsonObject toJson(long sequenceNumber, @Nullable Long supersedes) {
    JsonObject.Builder json = JsonObject.builder().put("sequence_number", sequenceNumber);
    for (String name : ExecutionItem.FIELDS) {
      JsonValue value = fields.get(name);
      if (value != null && !name.equals("sequence_number")) {
        json.put(name, value);
      }
    }
    JsonObject own = extra.build();
    own.forEach(json::put);
    extra.putAll(own);
    JsonObject put = aside.build();
    Misfits.addTo(json, put);
    aside.putAll(put);
    if (supersedes != null) {
      json.put("imported_again", JsonObject.builder().put("of", supersedes).build());
    }
    return json.put(KEY, identity()).build();
  }

  /** Returns whether a value is an array or object without anything in it. */
  static boolean isEmpty(JsonValue value) {
    return (value instanceof JsonObject object && object.isEmpty())
        || (value instanceof JsonArray array && array.elements().isEmpty());
  }
}
