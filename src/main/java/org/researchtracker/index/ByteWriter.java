package org.researchtracker.index;

import java.util.Arrays;
import java.util.Map;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonArray;
import org.researchtracker.model.JsonValue.JsonBoolean;
import org.researchtracker.model.JsonValue.JsonNumber;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.JsonValue.JsonString;

/**
 * Packs numbers and texts into bytes: small numbers take one byte, texts their length and their
 * bytes.
 */
public final class ByteWriter {
  private byte[] bytes = new byte[512];
  private int length;

  /** Writes a number from 0 to 255. */
  public void writeByte(int value) {
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, length * 2);
    }
    bytes[length++] = (byte) value;
  }

  void writeInt32(int value) {
    writeByte(value >>> 24);
    writeByte(value >>> 16);
    writeByte(value >>> 8);
    writeByte(value);
  }

  /** Writes any long; those from 0 to 127 take one byte. */
  public void writeUnsigned(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      writeByte((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    writeByte((int) rest);
  }

  /** Writes any long; those near zero on either side take few bytes. */
  void writeSigned(long value) {
    writeUnsigned(value << 1 ^ value >> 63);
  }

  /** Writes any text, lone surrogates as well. */
  public void writeString(String text) {
    byte[] encoded = Wtf8.encode(text);
    writeUnsigned(encoded.length);
    writeBytes(encoded);
  }

  void writeBytes(byte[] encoded) {
    while (length + encoded.length > bytes.length) {
      bytes = Arrays.copyOf(bytes, bytes.length * 2);
    }
    System.arraycopy(encoded, 0, bytes, length, encoded.length);
    length += encoded.length;
  }

  /** Writes an object, with the order of its members. */
  public void writeObject(JsonObject object) {
    writeUnsigned(object.members().size());
    for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
      writeString(member.getKey());
      writeValue(member.getValue());
    }
  }

  void writeValue(JsonValue value) {
    if (value instanceof JsonString string) {
      writeByte('s');
      writeString(string.value());
    } else if (value instanceof JsonNumber number) {
      writeByte('n');
      writeString(number.text());
    } else if (value instanceof JsonBoolean bool) {
      writeByte(bool.value() ? 't' : 'f');
    } else if (value instanceof JsonArray array) {
      writeByte('a');
      writeUnsigned(array.elements().size());
      array.elements().forEach(this::writeValue);
    } else if (value instanceof JsonObject object) {
      writeByte('o');
      writeObject(object);
    } else {
      writeByte('0');
    }
  }

  /** Returns how many bytes there are. */
  public int size() {
    return length;
  }

  /** Returns the bytes. */
  public byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }
}
