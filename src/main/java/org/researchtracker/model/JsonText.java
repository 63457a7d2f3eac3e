package org.researchtracker.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Map;
import org.researchtracker.model.JsonValue.JsonArray;
import org.researchtracker.model.JsonValue.JsonBoolean;
import org.researchtracker.model.JsonValue.JsonNumber;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.JsonValue.JsonString;

/**
 * Writes JSON text (RFC 8259) that gives back exactly what was read: numbers by their text, lone
 * surrogates as {@code \}{@code uD83D}, everything else as itself.
 *
 * <p>Own code rather than a library's generator, because generators refuse lone surrogates or
 * replace them, and the output has to be the same to the byte whatever the library's version.
 * U+2028 and U+2029 are escaped so that a line stays a line for every reader.
 */
public final class JsonText {
  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  private JsonText() {}

  /** Returns the value on one line, without spaces. */
  public static String compact(JsonValue value) {
    StringBuilder out = new StringBuilder();
    write(value, out);
    return out.toString();
  }

  /** Returns the value over several lines, two spaces a level, without a newline at the end. */
  public static String pretty(JsonValue value) {
    StringBuilder out = new StringBuilder();
    try {
      pretty(value, 0, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  /** Appends the value on one line. */
  public static void write(JsonValue value, StringBuilder out) {
    try {
      compact(value, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Appends a string with its quotes. */
  public static void writeString(String text, StringBuilder out) {
    try {
      string(text, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void compact(JsonValue value, Appendable out) throws IOException {
    if (value instanceof JsonObject object) {
      out.append('{');
      String separator = "";
      for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
        out.append(separator);
        string(member.getKey(), out);
        out.append(':');
        compact(member.getValue(), out);
        separator = ",";
      }
      out.append('}');
    } else if (value instanceof JsonArray array) {
      out.append('[');
      String separator = "";
      for (JsonValue element : array.elements()) {
        out.append(separator);
        compact(element, out);
        separator = ",";
      }
      out.append(']');
    } else {
      scalar(value, out);
    }
  }

  private static void pretty(JsonValue value, int depth, Appendable out) throws IOException {
    if (value instanceof JsonObject object && !object.isEmpty()) {
      out.append('{');
      Iterator<Map.Entry<String, JsonValue>> members = object.members().entrySet().iterator();
      while (members.hasNext()) {
        Map.Entry<String, JsonValue> member = members.next();
        newLine(depth + 1, out);
        string(member.getKey(), out);
        out.append(": ");
        pretty(member.getValue(), depth + 1, out);
        out.append(members.hasNext() ? "," : "");
      }
      newLine(depth, out);
      out.append('}');
    } else if (value instanceof JsonArray array && !array.elements().isEmpty()) {
      out.append('[');
      Iterator<JsonValue> elements = array.elements().iterator();
      while (elements.hasNext()) {
        newLine(depth + 1, out);
        pretty(elements.next(), depth + 1, out);
        out.append(elements.hasNext() ? "," : "");
      }
      newLine(depth, out);
      out.append(']');
    } else {
      compact(value, out);
    }
  }

  private static void newLine(int depth, Appendable out) throws IOException {
    out.append('\n');
    for (int i = 0; i < depth; i++) {
      out.append("  ");
    }
  }

  private static void scalar(JsonValue value, Appendable out) throws IOException {
    if (value instanceof JsonString text) {
      string(text.value(), out);
    } else if (value instanceof JsonNumber number) {
      out.append(number.text());
    } else if (value instanceof JsonBoolean bool) {
      out.append(bool.value() ? "true" : "false");
    } else {
      out.append("null");
    }
  }

  private static void string(String text, Appendable out) throws IOException {
    out.append('"');
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
        continue;
      }
      if (c >= ' '
          && c != '"'
          && c != '\\'
          && c != 0x7f
          && c != 0x2028
          && c != 0x2029
          && !Character.isSurrogate(c)) {
        continue;
      }
      out.append(text, start, i);
      escape(c, out);
      start = i + 1;
    }
    out.append(text, start, text.length()).append('"');
  }

  private static void escape(char c, Appendable out) throws IOException {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      default ->
          out.append("\\u")
              .append(HEX[c >> 12])
              .append(HEX[(c >> 8) & 0xf])
              .append(HEX[(c >> 4) & 0xf])
              .append(HEX[c & 0xf]);
    }
  }
}
