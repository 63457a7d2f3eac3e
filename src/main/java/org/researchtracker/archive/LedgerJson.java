package org.researchtracker.archive;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonArray;
import org.researchtracker.model.JsonValue.JsonBoolean;
import org.researchtracker.model.JsonValue.JsonNull;
import org.researchtracker.model.JsonValue.JsonNumber;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.JsonValue.JsonString;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** Reads the JSON that this package writes. */
final class LedgerJson {
  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxStringLength(1 << 26).build())
          .build();

  private LedgerJson() {}

  /** Returns the object that these bytes are; nothing if they are none. */
  static Optional<JsonObject> parse(byte[] bytes, int offset, int length) {
    try (JsonParser parser =
        FACTORY.createParser(ObjectReadContext.empty(), bytes, offset, length)) {
      return parser.nextToken() == JsonToken.START_OBJECT
          ? Optional.of(object(parser))
          : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  /** Reads the object that has begun. */
  static JsonObject object(JsonParser parser) {
    JsonObject.Builder json = JsonObject.builder();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      json.put(name, value(parser));
    }
    return json.build();
  }

  private static JsonValue value(JsonParser parser) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> new JsonString(parser.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonNumber(parser.getString());
      case VALUE_TRUE -> new JsonBoolean(true);
      case VALUE_FALSE -> new JsonBoolean(false);
      default -> JsonNull.NULL;
    };
  }

  private static JsonArray array(JsonParser parser) {
    List<JsonValue> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(parser));
    }
    return new JsonArray(elements);
  }
}
