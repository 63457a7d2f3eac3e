package org.researchtracker.bundle;

import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonArray;
import org.researchtracker.model.JsonValue.JsonBoolean;
import org.researchtracker.model.JsonValue.JsonNumber;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.JsonValue.JsonString;

/** Writes values for {@link ValueReader}, exactly: lone surrogates and the text of numbers too. */
final class ValueWriter {
  static final int ABSENT = 0;
  static final int NULL = 1;
  static final int FALSE = 2;
  static final int TRUE = 3;
  static final int NUMBER = 4;
  static final int STRING = 5;
  static final int ARRAY = 6;
  static final int OBJECT = 7;

  private final DataOutputStream out;

  ValueWriter(DataOutputStream out) {
    this.out = out;
  }

  void value(@Nullable JsonValue value) throws IOException {
    if (value == null) {
      out.writeByte(ABSENT);
    } else if (value instanceof JsonString string) {
      out.writeByte(STRING);
      text(string.value());
    } else if (value instanceof JsonNumber number) {
      out.writeByte(NUMBER);
      text(number.text());
    } else if (value instanceof JsonBoolean bool) {
      out.writeByte(bool.value() ? TRUE : FALSE);
    } else if (value instanceof JsonObject object) {
      out.writeByte(OBJECT);
      out.writeInt(object.members().size());
      for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
        text(member.getKey());
        value(member.getValue());
      }
    } else if (value instanceof JsonArray array) {
      out.writeByte(ARRAY);
      out.writeInt(array.elements().size());
      for (JsonValue element : array.elements()) {
        value(element);
      }
    } else {
      out.writeByte(NULL);
    }
  }

  void optional(@Nullable String text) throws IOException {
    out.writeBoolean(text != null);
    if (text != null) {
      text(text);
    }
  }

  void optional(@Nullable Long number) throws IOException {
    out.writeBoolean(number != null);
    if (number != null) {
      out.writeLong(number);
    }
  }

  /** A byte a character where all fit, else two: UTF-8 has no room for lone surrogates. */
  void text(String text) throws IOException {
    int length = text.length();
    boolean narrow = true;
    for (int i = 0; i < length && narrow; i++) {
      narrow = text.charAt(i) < 0x100;
    }
    out.writeInt(narrow ? length : ~length);
    byte[] bytes = new byte[narrow ? length : 2 * length];
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (narrow) {
        bytes[i] = (byte) c;
      } else {
        bytes[2 * i] = (byte) (c >> 8);
        bytes[2 * i + 1] = (byte) c;
      }
    }
    out.write(bytes);
  }
}
