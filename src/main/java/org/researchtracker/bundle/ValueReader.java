package org.researchtracker.bundle;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonArray;
import org.researchtracker.model.JsonValue.JsonBoolean;
import org.researchtracker.model.JsonValue.JsonNull;
import org.researchtracker.model.JsonValue.JsonNumber;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.JsonValue.JsonString;

/** Reads what {@link ValueWriter} of the same process wrote. */
final class ValueReader {
  private final DataInputStream in;

  ValueReader(DataInputStream in) {
    this.in = in;
  }

  @Nullable JsonValue value() throws IOException {
    int kind = in.readUnsignedByte();
    return switch (kind) {
      case ValueWriter.ABSENT -> null;
      case ValueWriter.NULL -> JsonNull.NULL;
      case ValueWriter.FALSE -> new JsonBoolean(false);
      case ValueWriter.TRUE -> new JsonBoolean(true);
      case ValueWriter.NUMBER -> new JsonNumber(text());
      case ValueWriter.STRING -> new JsonString(text());
      case ValueWriter.ARRAY -> array();
      default -> members();
    };
  }

  JsonObject object() throws IOException {
    return value() instanceof JsonObject object ? object : JsonObject.EMPTY;
  }

  private JsonObject members() throws IOException {
    int count = in.readInt();
    JsonObject.Builder json = JsonObject.builder();
    for (int i = 0; i < count; i++) {
      String name = text();
      json.put(name, present());
    }
    return json.build();
  }

  private JsonArray array() throws IOException {
    int count = in.readInt();
    List<JsonValue> elements = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      elements.add(present());
    }
    return new JsonArray(elements);
  }

  private JsonValue present() throws IOException {
    JsonValue value = value();
    return value == null ? JsonNull.NULL : value;
  }

  @Nullable String optionalText() throws IOException {
    return in.readBoolean() ? text() : null;
  }

  @Nullable Long optionalLong() throws IOException {
    return in.readBoolean() ? in.readLong() : null;
  }

  String text() throws IOException {
    int length = in.readInt();
    if (length >= 0) {
      return new String(bytes(length), StandardCharsets.ISO_8859_1);
    }
    char[] chars = new char[~length];
    ByteBuffer.wrap(bytes(2 * chars.length)).asCharBuffer().get(chars);
    return new String(chars);
  }

  private byte[] bytes(int length) throws IOException {
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return bytes;
  }
}
