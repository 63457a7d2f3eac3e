package org.researchtracker.bundle.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.researchtracker.model.ExecutionHead;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.view.SafeText;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Takes a record of a bundle apart into what must not be lost. The order of fields and fields
 * without a value make no difference, nor do the words of verdicts about media: of those only the
 * bytes of what is included count. Used once, by one thread.
 */
final class HoldingsParser {
  /** What a part is. */
  enum Part {
    /** The execution itself. */
    EXECUTION,
    /** That a head field has a value. */
    HEAD_FIELD,
    /** An item with all its fields. */
    ITEM,
    /** The bytes of a medium. */
    MEDIUM
  }

  /** Is given the parts of records. */
  interface Taker {
    /** Returns whether an execution counts. */
    boolean wants(ExecutionHead head);

    /** Takes an execution, and a number that changes with the values of its head fields. */
    void execution(String id, long values);

    /**
     * Takes a part.
     *
     * @param place which one it is of its execution, whatever it says
     * @param part the same, and what it says
     */
    void part(Part kind, long place, long part);
  }

  private record Found(Part kind, String place, String bytes, long value) {}

  private final JsonParser parser;
  private final MessageDigest sha256 = Digests.newSha256();
  private final List<Found> found = new ArrayList<>();
  private final JsonObject.Builder head = JsonObject.builder();
  private String id = "";
  private long headValues;

  private HoldingsParser(JsonParser parser) {
    this.parser = parser;
  }

  /** Takes a record apart; returns whether it is one. */
  static boolean read(byte[] record, int length, Taker taker) {
    try (JsonParser parser = RecordParser.parser(record, length)) {
      HoldingsParser holdings = new HoldingsParser(parser);
      return holdings.record() && parser.nextToken() == null && holdings.giveTo(taker);
    } catch (JacksonException e) {
      return false;
    }
  }

  private boolean giveTo(Taker taker) {
    ExecutionHead known = new ExecutionHead(id, head.build(), JsonObject.EMPTY);
    if (!taker.wants(known)) {
      return true;
    }
    taker.execution(id, headValues);
    long execution = number(Part.EXECUTION, "", 0);
    taker.part(Part.EXECUTION, execution, execution);
    for (Found each : found) {
      taker.part(
          each.kind(),
          number(each.kind(), each.place(), 0),
          number(each.kind(), each.place() + each.bytes(), each.value()));
    }
    return true;
  }

  private long number(Part kind, String key, long value) {
    update(kind.name());
    update(id);
    update(key);
    sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    return endNumber();
  }

  private void update(String text) {
    sha256.update(SafeText.encodable(text).getBytes(UTF_8));
    sha256.update((byte) 0xff);
  }

  private long endNumber() {
    return ByteBuffer.wrap(sha256.digest()).getLong();
  }

  private boolean record() {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      return false;
    }
    boolean items = false;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      if (name.equals("items") && token == JsonToken.START_ARRAY) {
        items = items();
      } else if (name.equals("execution_id") && token == JsonToken.VALUE_STRING) {
        id = parser.getString();
      } else {
        if (token == JsonToken.VALUE_STRING && ExecutionHead.isField(name)) {
          head.put(name, parser.getString());
        }
        if (token != JsonToken.VALUE_NULL) {
          found.add(new Found(Part.HEAD_FIELD, name, "", 0));
          headValues += field(name, token);
        }
      }
    }
    return items && !id.isEmpty();
  }

  private boolean items() {
    JsonToken token = parser.nextToken();
    while (token == JsonToken.START_OBJECT) {
      item();
      token = parser.nextToken();
    }
    return token == JsonToken.END_ARRAY;
  }

  private void item() {
    String number = "";
    String medium = "";
    String original = "";
    boolean included = false;
    long sum = 0;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      switch (name) {
        case "sequence_number" -> number = parser.getString();
        case "media_status" -> included = "included".equals(parser.getString());
        case "media_sha512" -> medium = token == JsonToken.VALUE_NULL ? "" : parser.getString();
        case MediaFields.ORIGINAL_SHA512 -> original = parser.getString();
        default -> {
          boolean verdict = MediaFields.NAMES.contains(name);
          sum += verdict || token == JsonToken.VALUE_NULL ? skip(token) : field(name, token);
        }
      }
    }
    found.add(new Found(Part.ITEM, number, "", sum));
    if (included) {
      found.add(new Found(Part.MEDIUM, number, "/" + medium + "/" + original, 0));
    }
  }

  /** A verdict is a scalar, so there is nothing to skip but itself. */
  private long skip(JsonToken token) {
    if (token.isStructStart()) {
      parser.skipChildren();
    }
    return 0;
  }

  /** Returns a number for a field and all of its value. */
  private long field(String name, JsonToken first) {
    MessageDigest digest = Digests.newSha256();
    digest.update(name.getBytes(UTF_8));
    digest.update((byte) 0xff);
    int depth = 0;
    JsonToken token = first;
    while (token != null) {
      digest.update((byte) token.id());
      if (token == JsonToken.PROPERTY_NAME) {
        digest.update(SafeText.encodable(parser.currentName()).getBytes(UTF_8));
      } else if (token == JsonToken.VALUE_STRING || token.isNumeric()) {
        digest.update(SafeText.encodable(parser.getString()).getBytes(UTF_8));
      }
      digest.update((byte) 0xff);
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      token = depth == 0 ? null : parser.nextToken();
    }
    return ByteBuffer.wrap(digest.digest()).getLong();
  }
}
