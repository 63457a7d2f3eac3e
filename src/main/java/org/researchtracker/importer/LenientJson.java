package org.researchtracker.importer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonArray;
import org.researchtracker.model.JsonValue.JsonBoolean;
import org.researchtracker.model.JsonValue.JsonNull;
import org.researchtracker.model.JsonValue.JsonNumber;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.JsonValue.JsonString;
import org.researchtracker.model.SurrogateEscapes;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * Reads JSON as it was written in the field: {@code NaN} and the infinities become strings, a text
 * that breaks off is read up to its last whole element, and what was read otherwise than it stands
 * there is noted. Numbers keep their text. For one text; not thread-safe.
 */
final class LenientJson {
  private static final int MAX_NESTING = 500;
  private static final int MAX_NOTES = 20;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
          .disable(TokenStreamFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          // Some writers leave control characters in strings as they are.
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_NESTING)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .build())
          .build();

  /**
   * What was read.
   *
   * @param value the value, or null where there is none at all
   * @param fault why the text was not read to its end; empty if it was
   * @param notes what was read otherwise than it stands there
   */
  record Parsed(@Nullable JsonValue value, String fault, List<String> notes) {
    boolean isWhole() {
      return fault.isEmpty();
    }

    /** Returns the object that was read; empty where it is none. */
    JsonObject object() {
      return value instanceof JsonObject object ? object : JsonObject.EMPTY;
    }
  }

  private final JsonParser parser;
  private final Deque<Object> path = new ArrayDeque<>();
  private final List<String> notes = new ArrayList<>();
  private int unnoted;

  private LenientJson(JsonParser parser) {
    this.parser = parser;
  }

  /** Reads a text; never throws. */
  static Parsed parse(String text) {
    String json = SurrogateEscapes.replaced(text);
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
      return new LenientJson(parser).read();
    }
  }

  private Parsed read() {
    JsonToken first;
    try {
      first = parser.nextToken();
    } catch (JacksonException e) {
      return new Parsed(null, fault(e), List.of());
    }
    if (first == null) {
      return new Parsed(null, "empty", List.of());
    }
    if (first == JsonToken.START_OBJECT) {
      return rootObject();
    }
    if (first == JsonToken.START_ARRAY) {
      List<JsonValue> elements = new ArrayList<>();
      String fault = elements(elements);
      return parsed(new JsonArray(elements), fault.isEmpty() ? end() : fault);
    }
    try {
      return parsed(value(first), end());
    } catch (JacksonException e) {
      return new Parsed(null, fault(e), List.of());
    }
  }

  private Parsed rootObject() {
    JsonObject.Builder members = JsonObject.builder();
    String fault = "";
    @Nullable String open = null;
    try {
      while (true) {
        JsonToken token = parser.nextToken();
        open = null;
        if (token == JsonToken.END_OBJECT) {
          break;
        }
        String name = String.valueOf(parser.currentName());
        token = parser.nextToken();
        path.addLast(name);
        if (token == JsonToken.START_ARRAY) {
          List<JsonValue> elements = new ArrayList<>();
          fault = elements(elements);
          put(members, name, new JsonArray(elements));
          if (!fault.isEmpty()) {
            break;
          }
        } else {
          put(members, name, value(token));
          // A number at the very end of a text that breaks off may have lost digits.
          open = token.isNumeric() ? name : null;
        }
        path.removeLast();
      }
    } catch (JacksonException e) {
      fault = fault(e);
    }
    JsonObject object = members.build();
    if (open != null) {
      object = without(object, open);
    }
    return parsed(object, fault.isEmpty() ? end() : fault);
  }

  private static JsonObject without(JsonObject object, String name) {
    JsonObject.Builder members = JsonObject.builder();
    object.forEach(
        (key, value) -> {
          if (!key.equals(name)) {
            members.put(key, value);
          }
        });
    return members.build();
  }

  private void put(JsonObject.Builder members, String name, JsonValue value) {
    if (members.has(name)) {
      note("written twice, the last one counts");
    }
    members.put(name, value);
  }

  /** Reads elements up to the last whole one; returns why not all, or an empty text. */
  private String elements(List<JsonValue> elements) {
    boolean number = false;
    try {
      for (JsonToken token = parser.nextToken();
          token != JsonToken.END_ARRAY;
          token = parser.nextToken()) {
        number = token.isNumeric();
        path.addLast(elements.size());
        elements.add(value(token));
        path.removeLast();
        number = token.isNumeric();
      }
      return "";
    } catch (JacksonException e) {
      if (number && !elements.isEmpty()) {
        elements.remove(elements.size() - 1);
      }
      return fault(e);
    }
  }

  /** Says what follows the value, if anything does. */
  private String end() {
    try {
      return parser.nextToken() == null ? "" : "more text follows the JSON";
    } catch (JacksonException e) {
      return "more text follows the JSON";
    }
  }

  private Parsed parsed(JsonValue value, String fault) {
    if (unnoted > 0) {
      notes.add("and " + unnoted + " more of the kind");
    }
    return new Parsed(value, fault, notes);
  }

  private JsonValue value(JsonToken token) {
    return switch (token) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> new JsonString(parser.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
      case VALUE_TRUE -> new JsonBoolean(true);
      case VALUE_FALSE -> new JsonBoolean(false);
      default -> JsonNull.NULL;
    };
  }

  private JsonValue number() {
    String text = parser.getString();
    char last = text.charAt(text.length() - 1);
    if (last >= '0' && last <= '9') {
      return new JsonNumber(text);
    }
    note(text + " kept as text");
    return new JsonString(text);
  }

  private JsonObject object() {
    JsonObject.Builder members = JsonObject.builder();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_OBJECT;
        token = parser.nextToken()) {
      String name = String.valueOf(parser.currentName());
      path.addLast(name);
      put(members, name, value(parser.nextToken()));
      path.removeLast();
    }
    return members.build();
  }

  private JsonArray array() {
    List<JsonValue> elements = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      path.addLast(elements.size());
      elements.add(value(token));
      path.removeLast();
    }
    return new JsonArray(elements);
  }

  private void note(String what) {
    if (notes.size() == MAX_NOTES) {
      unnoted++;
      return;
    }
    StringBuilder where = new StringBuilder();
    for (Iterator<Object> steps = path.iterator(); steps.hasNext(); ) {
      Object step = steps.next();
      if (step instanceof Integer place) {
        where.append('[').append(place).append(']');
      } else {
        String name = step.toString();
        where.append(where.isEmpty() ? "" : ".").append(name, 0, Math.min(60, name.length()));
      }
    }
    notes.add(where + ": " + what);
  }

  /** Says where reading ended, and why if it was not at the end of the text. */
  private static String fault(JacksonException e) {
    TokenStreamLocation location = e.getLocation();
    String place = location == null ? "" : " at line " + location.getLineNr();
    boolean ends = String.valueOf(e.getOriginalMessage()).startsWith("Unexpected end-of-input");
    return ends ? "breaks off" + place : "not JSON" + place + ": " + brief(e);
  }

  private static String brief(JacksonException e) {
    String message = String.valueOf(e.getOriginalMessage());
    int lineEnd = message.indexOf('\n');
    String first = lineEnd < 0 ? message : message.substring(0, lineEnd);
    return first.length() > 160 ? first.substring(0, 160) : first;
  }
}
