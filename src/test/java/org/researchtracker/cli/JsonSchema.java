package org.researchtracker.cli;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.researchtracker.model.JsonText;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonArray;
import org.researchtracker.model.JsonValue.JsonBoolean;
import org.researchtracker.model.JsonValue.JsonNull;
import org.researchtracker.model.JsonValue.JsonNumber;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.JsonValue.JsonString;

/**
 * As much of JSON Schema as the schemas of this project use; a keyword that it does not know is a
 * failure, so that no schema says more than is checked.
 */
public final class JsonSchema {
  private static final Set<String> WORDS = Set.of("$schema", "$defs", "title", "description");

  private final JsonObject root;
  private final List<String> faults = new ArrayList<>();

  private JsonSchema(JsonObject root) {
    this.root = root;
  }

  /** Returns what is wrong with a value, each with its place; nothing if it is right. */
  public static List<String> faults(JsonValue schema, JsonValue value) {
    JsonSchema checker = new JsonSchema((JsonObject) schema);
    checker.check(checker.root, value, "$");
    return checker.faults;
  }

  private boolean isValid(JsonValue schema, JsonValue value) {
    JsonSchema other = new JsonSchema(root);
    other.check((JsonObject) schema, value, "$");
    return other.faults.isEmpty();
  }

  private void check(JsonObject schema, JsonValue value, String at) {
    schema.forEach(
        (word, argument) -> {
          if (!WORDS.contains(word) && !word.equals("additionalProperties")) {
            keyword(word, argument, value, at);
          }
        });
    if (schema.get("additionalProperties").isPresent() && value instanceof JsonObject object) {
      Set<String> known = ((JsonObject) schema.get("properties").orElseThrow()).members().keySet();
      for (String name : object.members().keySet()) {
        if (!known.contains(name)) {
          faults.add(at + ": unknown field " + name);
        }
      }
    }
  }

  private void keyword(String word, JsonValue argument, JsonValue value, String at) {
    boolean holds =
        switch (word) {
          case "type" -> types(argument).stream().anyMatch(type -> isType(type, value));
          case "const" -> value.equals(argument);
          case "enum" -> ((JsonArray) argument).elements().contains(value);
          case "minimum" -> compare(value, argument) >= 0;
          case "maximum" -> compare(value, argument) <= 0;
          case "pattern" ->
              value
                  .asString()
                  .map(text -> Pattern.compile(text(argument)).matcher(text).find())
                  .orElse(true);
          case "required" -> !(value instanceof JsonObject object) || hasAll(object, argument);
          case "properties" -> properties((JsonObject) argument, value, at);
          case "items" -> items((JsonObject) argument, value, at);
          case "$ref" -> reference(text(argument), value, at);
          case "not" -> !isValid(argument, value);
          case "allOf" -> allOf(argument, value, at);
          case "anyOf" -> matching(argument, value) >= 1;
          case "oneOf" -> matching(argument, value) == 1;
          default -> throw new IllegalArgumentException("unknown keyword: " + word);
        };
    if (!holds) {
      faults.add(at + ": " + word + " " + JsonText.compact(argument) + " does not hold");
    }
  }

  private static List<String> types(JsonValue argument) {
    return argument instanceof JsonArray array
        ? array.elements().stream().map(JsonSchema::text).toList()
        : List.of(text(argument));
  }

  private static String text(JsonValue value) {
    return value.asString().orElseThrow();
  }

  private static boolean isType(String type, JsonValue value) {
    return switch (type) {
      case "null" -> value instanceof JsonNull;
      case "boolean" -> value instanceof JsonBoolean;
      case "string" -> value instanceof JsonString;
      case "number" -> value instanceof JsonNumber;
      case "integer" -> value instanceof JsonNumber number && number.longValue().isPresent();
      case "array" -> value instanceof JsonArray;
      case "object" -> value instanceof JsonObject;
      default -> throw new IllegalArgumentException("unknown type: " + type);
    };
  }

  private static int compare(JsonValue value, JsonValue limit) {
    return value instanceof JsonNumber number
        ? new BigDecimal(number.text()).compareTo(new BigDecimal(((JsonNumber) limit).text()))
        : 0;
  }

  private static boolean hasAll(JsonObject object, JsonValue names) {
    return types(names).stream().allMatch(name -> object.get(name).isPresent());
  }

  private boolean properties(JsonObject properties, JsonValue value, String at) {
    if (value instanceof JsonObject object) {
      for (Map.Entry<String, JsonValue> property : properties.members().entrySet()) {
        object
            .get(property.getKey())
            .ifPresent(
                member ->
                    check((JsonObject) property.getValue(), member, at + "." + property.getKey()));
      }
    }
    return true;
  }

  private boolean items(JsonObject schema, JsonValue value, String at) {
    if (value instanceof JsonArray array) {
      for (int i = 0; i < array.elements().size(); i++) {
        check(schema, array.elements().get(i), at + "[" + i + "]");
      }
    }
    return true;
  }

  private boolean reference(String reference, JsonValue value, String at) {
    JsonObject definitions = (JsonObject) root.get("$defs").orElseThrow();
    String name = reference.replace("#/$defs/", "");
    check((JsonObject) definitions.get(name).orElseThrow(), value, at);
    return true;
  }

  private boolean allOf(JsonValue schemas, JsonValue value, String at) {
    ((JsonArray) schemas).elements().forEach(each -> check((JsonObject) each, value, at));
    return true;
  }

  private long matching(JsonValue schemas, JsonValue value) {
    return ((JsonArray) schemas).elements().stream().filter(each -> isValid(each, value)).count();
  }
}
