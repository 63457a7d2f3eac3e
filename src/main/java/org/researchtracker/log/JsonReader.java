package org.researchtracker.log;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import org.researchtracker.model.SurrogateEscapes;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * Reads JSON as strictly as the log format asks: UTF-8 only, no duplicate keys, no NaN, nesting to
 * {@value #MAX_NESTING}; strings, names and numbers of any length. Thread-safe.
 */
public final class JsonReader {
  /** The deepest nesting that is read (log format, <em>Bad input</em>). */
  public static final int MAX_NESTING = 1000;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
          // A log may hold as many different names as it likes; they must not make its lines
          // unreadable.
          .disable(TokenStreamFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
          .recyclerPool(JsonRecyclerPools.threadLocalPool())
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_NESTING)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private JsonReader() {}

  /** What is made of a text, token by token. */
  interface Reading<T> {
    T from(JsonParser parser) throws UnreadableLineException;
  }

  static JsonParser parser(byte[] bytes, int offset, int length) {
    return FACTORY.createParser(ObjectReadContext.empty(), bytes, offset, length);
  }

  /**
   * Reads a text in UTF-8. One that the parser refuses is read a second time where it may have done
   * so for a name with one half of a surrogate pair.
   *
   * @throws JacksonException if it is no JSON
   */
  static <T> T read(byte[] bytes, int offset, int length, Reading<T> reading)
      throws UnreadableLineException {
    try (JsonParser parser = parser(bytes, offset, length)) {
      return reading.from(parser);
    } catch (JacksonException e) {
      if (!SurrogateEscapes.areIn(bytes, offset, length)) {
        throw e;
      }
    }
    String text = SurrogateEscapes.replaced(new String(bytes, offset, length, UTF_8));
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      return reading.from(parser);
    }
  }

  /** Returns the value that this text is, or nothing if it is no JSON. */
  public static Optional<JsonValue> read(String text) {
    String json = SurrogateEscapes.replaced(text);
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
      if (parser.nextToken() == null) {
        return Optional.empty();
      }
      JsonValue value = value(parser);
      return parser.nextToken() == null ? Optional.of(value) : Optional.empty();
    } catch (JacksonException | NameSet.DuplicateKeyException e) {
      return Optional.empty();
    }
  }

  /** Reads the value whose first token the parser stands on; leaves it on the value's last. */
  static JsonValue value(JsonParser parser) {
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> new JsonString(parser.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonNumber(parser.getString());
      case VALUE_TRUE -> new JsonBoolean(true);
      case VALUE_FALSE -> new JsonBoolean(false);
      default -> JsonNull.NULL;
    };
  }

  /**
   * Passes over the value whose first token the parser stands on, looking for duplicate keys all
   * the same.
   */
  static void skip(JsonParser parser) {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      NameSet names = new NameSet();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        names.add(parser.currentName());
        if (parser.nextToken().isStructStart()) {
          skip(parser);
        }
      }
    } else if (token == JsonToken.START_ARRAY) {
      for (JsonToken next = parser.nextToken();
          next != JsonToken.END_ARRAY;
          next = parser.nextToken()) {
        if (next.isStructStart()) {
          skip(parser);
        }
      }
    }
  }

  private static JsonObject object(JsonParser parser) {
    JsonObject.Builder members = JsonObject.builder();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      if (members.has(name)) {
        throw new NameSet.DuplicateKeyException(name);
      }
      parser.nextToken();
      members.put(name, value(parser));
    }
    return members.build();
  }

  private static JsonArray array(JsonParser parser) {
    List<JsonValue> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(parser));
    }
    return new JsonArray(elements);
  }
}
