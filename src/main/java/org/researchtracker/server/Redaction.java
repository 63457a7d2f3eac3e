package org.researchtracker.server;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.researchtracker.model.ExecutionHead;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonArray;
import org.researchtracker.model.JsonValue.JsonNull;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.view.Row;
import org.researchtracker.view.Shapes;
import org.researchtracker.view.ViewKind;

/**
 * Takes out of answers what a token's view does not hold. A field stays only if it is named here,
 * so that a field that is new, or that a log has of its own, is nobody's secret given away. The
 * shape of the answer stays: what is taken out is null.
 */
final class Redaction {
  /** What an output is, without who made it, of what, and with which words. */
  private static final Set<String> OUTPUT =
      Set.of(
          "schema_version",
          "execution_id",
          "status",
          "started_at",
          "ended_at",
          "items",
          "sequence_number",
          "timestamp",
          "time",
          "stage",
          "output_config_index",
          "media_type",
          "item_type",
          "content",
          "outcome");

  /** What the advanced view also tells: the names of configs and models, and the prompt. */
  private static final Set<String> ADVANCED =
      Set.of("config_name", "config_used", "model_used", "interception_text");

  /** Every field that has a place in an answer; others are a log's own. */
  private static final Set<String> KNOWN = known();

  private Redaction() {}

  private static Set<String> known() {
    Set<String> names = new HashSet<>(OUTPUT);
    names.addAll(ExecutionHead.FIELDS);
    names.addAll(Shapes.ITEMS.names());
    names.addAll(Shapes.OUTPUTS.names());
    names.remove(Row.EXTRA);
    return names;
  }

  /** Returns a record as the caller may see it. */
  static JsonObject record(JsonObject record, Access access) {
    if (access.isAll()) {
      return record;
    }
    JsonObject.Builder json = JsonObject.builder();
    for (Map.Entry<String, JsonValue> field : fields(record, access).members().entrySet()) {
      json.put(
          field.getKey(),
          field.getValue() instanceof JsonArray items && field.getKey().equals("items")
              ? new JsonArray(
                  items.elements().stream()
                      .map(item -> (JsonValue) fields((JsonObject) item, access))
                      .toList())
              : field.getValue());
    }
    return json.build();
  }

  /** Returns what the rows of items become. */
  static UnaryOperator<Row> ofItems(Access access) {
    return access.isAll() ? row -> row : row -> Row.of(fields(row.fields(), access));
  }

  /** Returns what the rows of outputs become. */
  static UnaryOperator<Row> ofOutputs(Access access) {
    return ofItems(access);
  }

  private static JsonObject fields(JsonObject json, Access access) {
    JsonObject.Builder kept = JsonObject.builder();
    json.forEach(
        (name, value) -> {
          if (KNOWN.contains(name)) {
            kept.put(name, kept(name, value, access));
          }
        });
    return kept.build();
  }

  private static JsonValue kept(String name, JsonValue value, Access access) {
    if (OUTPUT.contains(name) || (access.view() == ViewKind.ADVANCED && ADVANCED.contains(name))) {
      return value;
    }
    if (name.equals("metadata")) {
      return JsonObject.EMPTY;
    }
    // Where an output is in the log itself, or elsewhere, that is all there is of it; a path of
    // this
    // machine tells nothing to somebody who gets the bytes from here.
    boolean address =
        name.equals("file_path")
            && value.asString().filter(text -> text.matches("(?is)(https?:|data:).*")).isPresent();
    return address ? value : JsonNull.NULL;
  }
}
