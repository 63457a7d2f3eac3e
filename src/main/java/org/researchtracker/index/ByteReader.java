package org.researchtracker.index;

import java.util.ArrayList;
import java.util.List;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonArray;
import org.researchtracker.model.JsonValue.JsonBoolean;
import org.researchtracker.model.JsonValue.JsonNull;
import org.researchtracker.model.JsonValue.JsonNumber;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.JsonValue.JsonString;

/** Reads back what {@link ByteWriter} packed, in the same order. */
public final class ByteReader {
  private final byte[] bytes;
  private int at;

  /** Reads from the first byte on. */
  public ByteReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Returns whether there is something left to read. */
  public boolean hasMore() {
    return at < bytes.length;
  }

  /** Reads a number from 0 to 255. */
  public int readByte() {
    return bytes[at++] & 0xff;
  }

  int readInt32() {
    return readByte() << 24 | readByte() << 16 | readByte() << 8 | readByte();
  }

  /** Reads any long. */
  public long readUnsigned() {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      int b = readByte();
      value |= (long) (b & 0x7f) << shift;
      if (b < 0x80) {
        return value;
      }
    }
  }

  /** Reads a number that fits an int. */
  public int readCount() {
    return (int) readUnsigned();
  }

  long readSigned() {
    long value = readUnsigned();
    return value >>> 1 ^ -(value & 1);
  }

  /** Reads a text. */
  public String readString() {
    int length = readCount();
    String text = Wtf8.decode(bytes, at, length);
    at += length;
    return text;
  }

  /** Reads an object. */
  public JsonObject readObject() {
    int size = readCount();
    if (size == 0) {
      return JsonObject.EMPTY;
    }
    JsonObject.Builder members = JsonObject.builder();
    for (int i = 0; i < size; i++) {
      String name = readString();
      members.put(name, readValue());
    }
    return members.build();
  }

  JsonValue readValue() {
    int tag = readByte();
    return switch (tag) {
      case 's' -> new JsonString(readString());
      case 'n' -> new JsonNumber(readString());
      case 't' -> new JsonBoolean(true);
      case 'f' -> new JsonBoolean(false);
      case 'a' -> readArray();
      case 'o' -> readObject();
      default -> JsonNull.NULL;
    };
  }

  private JsonArray readArray() {
    int size = readCount();
    List<JsonValue> elements = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      elements.add(readValue());
    }
    return new JsonArray(elements);
  }
}
