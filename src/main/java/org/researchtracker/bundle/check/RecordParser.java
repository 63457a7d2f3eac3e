package org.researchtracker.bundle.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.researchtracker.model.SurrogateEscapes;
import org.researchtracker.view.SafeText;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/** Reads a record token by token; of its texts only one is in memory at a time. */
final class RecordParser {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
          .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(1000)
                  .maxStringLength(RecordStream.LONGEST)
                  .maxNameLength(1 << 20)
                  .maxNumberLength(1 << 20)
                  .build())
          .build();

  /** Is given each item's verdict on its medium. */
  interface Media {
    void item(String execution, long number, Map<String, String> fields);
  }

  private final JsonParser parser;
  private final MessageDigest digest = Digests.newSha256();
  private final RecordFacts facts = new RecordFacts();
  private final Media media;
  private boolean isRecord;

  private RecordParser(JsonParser parser, Media media) {
    this.parser = parser;
    this.media = media;
  }

  /**
   * Reads a record.
   *
   * @return what it says, or null if it is no record
   */
  static @Nullable RecordFacts read(byte[] bytes, int length, Media media) {
    try (JsonParser parser = parser(bytes, length)) {
      RecordParser reader = new RecordParser(parser, media);
      return reader.record() && parser.nextToken() == null ? reader.facts : null;
    } catch (JacksonException e) {
      return null;
    }
  }

  /** Returns a parser that also takes names with one half of a surrogate pair. */
  static JsonParser parser(byte[] record, int length) {
    return SurrogateEscapes.areIn(record, 0, length)
        ? FACTORY.createParser(
            ObjectReadContext.empty(),
            SurrogateEscapes.replaced(new String(record, 0, length, UTF_8)))
        : FACTORY.createParser(ObjectReadContext.empty(), record, 0, length);
  }

  private JsonToken next() {
    JsonToken token = parser.nextToken();
    if (token == null) {
      return JsonToken.NOT_AVAILABLE;
    }
    digest.update((byte) token.id());
    if (token == JsonToken.PROPERTY_NAME) {
      update(parser.currentName());
    } else if (token == JsonToken.VALUE_STRING || token.isNumeric()) {
      update(parser.getString());
    }
    return token;
  }

  private void update(String text) {
    digest.update(text.getBytes(UTF_8));
    digest.update((byte) 0xFF);
  }

  private boolean record() {
    if (next() != JsonToken.START_OBJECT) {
      return false;
    }
    while (next() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken token = next();
      int head = RecordFacts.HEAD_FIELDS.indexOf(name);
      if (name.equals("execution_id") && token == JsonToken.VALUE_STRING) {
        facts.setId(parser.getString());
      } else if (name.equals("items") && token == JsonToken.START_ARRAY) {
        isRecord = true;
        items();
      } else if (head >= 0 && token.isScalarValue()) {
        facts.setHead(head, scalar(token));
      } else {
        skip(token);
      }
    }
    facts.endItems();
    facts.setDigest(Digests.hex(digest.digest()));
    return isRecord && !facts.id().isEmpty();
  }

  private void items() {
    for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
      if (token == JsonToken.NOT_AVAILABLE) {
        return;
      }
      if (token != JsonToken.START_OBJECT) {
        isRecord = false;
        skip(token);
      } else {
        item();
      }
    }
  }

  private void item() {
    // Of what is no record nothing is compared: millions of empty items would fill the memory.
    boolean kept = isRecord;
    if (kept) {
      facts.addItem();
    }
    long number = -1;
    Map<String, String> fields = new HashMap<>();
    while (next() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken token = next();
      int field = RecordFacts.ITEM_FIELDS.indexOf(name);
      if (name.equals("sequence_number") && token == JsonToken.VALUE_NUMBER_INT) {
        String text = parser.getString();
        number = text.length() < 19 ? Long.parseLong(text) : -1;
        if (kept) {
          facts.setSequence(number);
        }
      } else if (field >= 0 && token.isScalarValue()) {
        String text = scalar(token);
        if (kept) {
          facts.setItem(field, text);
        }
        if (name.startsWith("media_")) {
          fields.put(name, text);
        } else if (name.equals("item_type") && text.startsWith("output_")) {
          facts.addOutput();
        }
      } else {
        skip(token);
      }
    }
    if (number < 1) {
      isRecord = false;
    }
    media.item(facts.id(), number, fields);
  }

  private String scalar(JsonToken token) {
    return token == JsonToken.VALUE_NULL ? "" : SafeText.encodable(parser.getString());
  }

  private void skip(JsonToken first) {
    int depth = first.isStructStart() ? 1 : 0;
    while (depth > 0) {
      JsonToken token = next();
      if (token == JsonToken.NOT_AVAILABLE) {
        return;
      }
      if (token.isStructStart()) {
        depth++;
      } else if (token.isStructEnd()) {
        depth--;
      }
    }
  }
}
