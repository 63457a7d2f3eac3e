package org.researchtracker.recorder;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonArray;
import org.researchtracker.model.JsonValue.JsonBoolean;
import org.researchtracker.model.JsonValue.JsonNumber;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.JsonValue.JsonString;
import org.researchtracker.model.Timestamps;

/**
 * Writes lines of the log format as UTF-8, without a step between: half a million lines a second
 * leave two microseconds for each. Lone surrogates, control characters and line separators are
 * escaped, so that every text comes back as it was. For one thread.
 */
final class LineEncoder {
  private static final int FIRST = 1 << 12;
  private static final int KEPT = 1 << 20;
  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'
  };

  /** Which ASCII characters stand for themselves. */
  private static final boolean[] PLAIN = plain();

  private final ZoneId zone;
  private byte[] bytes = new byte[FIRST];
  private int length;

  /** The last second that was written, and how: most items share it with the one before. */
  private long second = Long.MIN_VALUE;

  private String beforeFraction = "";
  private String afterFraction = "";

  LineEncoder(ZoneId zone) {
    this.zone = zone;
  }

  private static boolean[] plain() {
    boolean[] plain = new boolean[128];
    Arrays.fill(plain, ' ', 127, true);
    plain['"'] = false;
    plain['\\'] = false;
    return plain;
  }

  /** Returns seconds as a number of the log format. */
  static JsonNumber seconds(Duration time) {
    BigDecimal seconds =
        BigDecimal.valueOf(time.getSeconds()).add(BigDecimal.valueOf(time.getNano(), 9));
    return new JsonNumber(
        seconds.signum() == 0 ? "0" : seconds.stripTrailingZeros().toPlainString());
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  /** Begins a line. */
  void clear() {
    length = 0;
    if (bytes.length > KEPT) {
      bytes = new byte[FIRST];
    }
  }

  /** Begins an object and its first member, which is a string. */
  void begin(String name, String value) {
    raw('{');
    name(name);
    string(value);
  }

  /** Ends the object. */
  void end() {
    raw('}');
  }

  /** Adds a string member, or none if there is no value. */
  void member(String name, @Nullable String value) {
    if (value != null) {
      raw(',');
      name(name);
      string(value);
    }
  }

  /** Adds an integer member. */
  void member(String name, long value) {
    raw(',');
    name(name);
    integer(value);
  }

  /** Adds a member, or none if there is no value. */
  void member(String name, @Nullable JsonValue value) {
    if (value != null) {
      raw(',');
      name(name);
      value(value);
    }
  }

  /** Adds a time, to the microsecond. */
  void time(String name, Instant time) {
    raw(',');
    name(name);
    raw('"');
    if (time.getEpochSecond() != second) {
      learn(time);
    }
    ascii(beforeFraction);
    raw('.');
    int micros = time.getNano() / 1000;
    for (int unit = 100_000; unit > 0; unit /= 10) {
      raw((char) ('0' + micros / unit % 10));
    }
    ascii(afterFraction);
    raw('"');
  }

  /** Returns a time as {@link #time} writes it. */
  String timeText(Instant time) {
    int from = length;
    time("", time);
    // Comma, the empty name with its quotes and colon, and the quotes of the text.
    @SuppressWarnings("StringCharset") // ASCII by construction
    String text =
        new String(bytes, from + 5, length - from - 6, java.nio.charset.StandardCharsets.US_ASCII);
    length = from;
    return text;
  }

  private void learn(Instant time) {
    String whole = Timestamps.format(Instant.ofEpochSecond(time.getEpochSecond()), zone);
    int offset = whole.length() - 1;
    while (whole.charAt(offset) != '+' && whole.charAt(offset) != '-') {
      offset--;
    }
    beforeFraction = whole.substring(0, offset);
    afterFraction = whole.substring(offset);
    second = time.getEpochSecond();
  }

  private void name(String name) {
    raw('"');
    ascii(name);
    raw('"');
    raw(':');
  }

  private void value(JsonValue value) {
    if (value instanceof JsonObject object) {
      object(object);
    } else if (value instanceof JsonArray array) {
      array(array);
    } else if (value instanceof JsonString text) {
      string(text.value());
    } else if (value instanceof JsonNumber number) {
      ascii(number.text());
    } else if (value instanceof JsonBoolean bool) {
      ascii(bool.value() ? "true" : "false");
    } else {
      ascii("null");
    }
  }

  private void object(JsonObject object) {
    raw('{');
    Iterator<Map.Entry<String, JsonValue>> members = object.members().entrySet().iterator();
    while (members.hasNext()) {
      Map.Entry<String, JsonValue> member = members.next();
      string(member.getKey());
      raw(':');
      value(member.getValue());
      if (members.hasNext()) {
        raw(',');
      }
    }
    raw('}');
  }

  private void array(JsonArray array) {
    raw('[');
    Iterator<JsonValue> elements = array.elements().iterator();
    while (elements.hasNext()) {
      value(elements.next());
      if (elements.hasNext()) {
        raw(',');
      }
    }
    raw(']');
  }

  private void integer(long value) {
    if (value < 0 || value > 999_999) {
      ascii(Long.toString(value));
      return;
    }
    int small = (int) value;
    int unit = 1;
    while (unit <= small / 10) {
      unit *= 10;
    }
    for (; unit > 0; unit /= 10) {
      raw((char) ('0' + small / unit % 10));
    }
  }

  @SuppressWarnings("deprecation") // getBytes by index takes the low bytes, which is what ASCII is
  private void ascii(String text) {
    room(text.length());
    text.getBytes(0, text.length(), bytes, length);
    length += text.length();
  }

  private void raw(char c) {
    room(1);
    bytes[length++] = (byte) c;
  }

  private void room(int more) {
    if (bytes.length - length < more) {
      long wanted = Math.max(2L * bytes.length, (long) length + more);
      if ((long) length + more > Integer.MAX_VALUE - 16) {
        throw new IllegalStateException("a line of more than 2 GiB");
      }
      bytes = Arrays.copyOf(bytes, (int) Math.min(wanted, Integer.MAX_VALUE - 16));
    }
  }

  /** Writes a string with its quotes. */
  private void string(String text) {
    int count = text.length();
    room(count + 2);
    bytes[length++] = '"';
    for (int i = 0; i < count; i++) {
      char c = text.charAt(i);
      if (c < 128 && PLAIN[c]) {
        // What is left, at a byte each, has room; whatever takes more makes its own.
        bytes[length++] = (byte) c;
      } else {
        room(count - i + 13);
        i += special(text, i, c);
      }
    }
    room(1);
    bytes[length++] = '"';
  }

  /** Writes a character that is more than itself; returns how many further ones it took. */
  private int special(String text, int at, char c) {
    if (c < 128) {
      escape(c);
    } else if (c < 0x800) {
      put(0xc0 | (c >> 6));
      put(0x80 | (c & 0x3f));
    } else if (Character.isHighSurrogate(c)
        && at + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(at + 1))) {
      int point = Character.toCodePoint(c, text.charAt(at + 1));
      put(0xf0 | (point >> 18));
      put(0x80 | ((point >> 12) & 0x3f));
      put(0x80 | ((point >> 6) & 0x3f));
      put(0x80 | (point & 0x3f));
      return 1;
    } else if (Character.isSurrogate(c) || c == 0x2028 || c == 0x2029) {
      unicode(c);
    } else {
      put(0xe0 | (c >> 12));
      put(0x80 | ((c >> 6) & 0x3f));
      put(0x80 | (c & 0x3f));
    }
    return 0;
  }

  private void escape(char c) {
    int letter =
        switch (c) {
          case '\n' -> 'n';
          case '\r' -> 'r';
          case '\t' -> 't';
          case '\b' -> 'b';
          case '\f' -> 'f';
          case '"', '\\' -> c;
          default -> 0;
        };
    if (letter == 0) {
      unicode(c);
    } else {
      put('\\');
      put(letter);
    }
  }

  private void unicode(char c) {
    put('\\');
    put('u');
    put(HEX[c >> 12]);
    put(HEX[(c >> 8) & 0xf]);
    put(HEX[(c >> 4) & 0xf]);
    put(HEX[c & 0xf]);
  }

  private void put(int b) {
    bytes[length++] = (byte) b;
  }
}
