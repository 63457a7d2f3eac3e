package org.researchtracker.view;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonNull;
import org.researchtracker.model.JsonValue.JsonObject;

/**
 * One row of a listing.
 *
 * @param fields the fields of its shape, in canonical order, absent ones as null
 * @param extra fields that the log format does not know, exactly
 */
public record Row(JsonObject fields, JsonObject extra) {
  /** The column, and the nested object, that holds unknown fields. */
  public static final String EXTRA = "extra";

  /** Returns a row without unknown fields. */
  public static Row of(JsonObject fields) {
    return new Row(fields, JsonObject.EMPTY);
  }

  /** Returns the value of a column; an absent one is null. */
  public JsonValue value(String column) {
    return column.equals(EXTRA) && !fields.members().containsKey(EXTRA)
        ? extra
        : fields.get(column).orElse(JsonNull.NULL);
  }

  /** Returns the row as one flat JSON object. */
  public JsonObject toJson() {
    JsonObject.Builder json = JsonObject.builder().putAll(fields);
    putExtra(json, extra, fields.members().keySet());
    return json.build();
  }

  /** Returns the row as one flat JSON object that holds only these columns, in this order. */
  public JsonObject toJson(Collection<Column> columns) {
    JsonObject.Builder json = JsonObject.builder();
    for (Column column : columns) {
      if (column.name().equals(EXTRA)) {
        putExtra(json, extra, fields.members().keySet());
      } else {
        json.put(column.name(), value(column.name()));
      }
    }
    return json.build();
  }

  /**
   * Adds unknown fields flat; one whose name is taken goes into a nested {@code extra}, so that
   * nothing is lost and no key doubles.
   */
  static void putExtra(JsonObject.Builder json, JsonObject extra, Set<String> taken) {
    JsonObject.Builder nested = JsonObject.builder();
    boolean collided = false;
    for (Map.Entry<String, JsonValue> member : extra.members().entrySet()) {
      boolean isTaken = taken.contains(member.getKey());
      (isTaken ? nested : json).put(member.getKey(), member.getValue());
      collided |= isTaken;
    }
    if (collided) {
      // A log may have a field named "extra" of its own: it moves in with the others.
      extra.get(EXTRA).ifPresent(own -> nested.put(EXTRA, own));
      json.put(EXTRA, nested.build());
    }
  }
}
