package org.researchtracker.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** Percent-encoding of paths and queries, as RFC 3986 has it. */
final class PercentCoding {
  private static final String PLAIN = "-._~";

  private PercentCoding() {}

  /**
   * Returns the text that an encoded one stands for.
   *
   * @param plusIsBlank whether {@code +} stands for a blank, as in what forms send
   * @throws HttpProblem if it is broken, or no UTF-8
   */
  static String decode(String encoded, boolean plusIsBlank) {
    if (encoded.indexOf('%') < 0 && encoded.indexOf('+') < 0) {
      return encoded;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
    for (int i = 0; i < encoded.length(); ) {
      int c = encoded.codePointAt(i);
      i += Character.charCount(c);
      if (c == '%') {
        int value = i + 1 < encoded.length() ? hex(encoded, i) * 16 + hex(encoded, i + 1) : -1;
        if (value < 0) {
          throw HttpProblem.badRequest("a percent sign is not followed by two hexadecimal digits");
        }
        bytes.write(value);
        i += 2;
      } else if (c == '+' && plusIsBlank) {
        bytes.write(' ');
      } else {
        bytes.writeBytes(Character.toString(c).getBytes(UTF_8));
      }
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
    } catch (CharacterCodingException e) {
      throw HttpProblem.badRequest("what is percent-encoded is no UTF-8");
    }
  }

  private static int hex(String text, int at) {
    char c = text.charAt(at);
    int digit = c < 128 ? Character.digit(c, 16) : -1;
    return digit < 0 ? -1000 : digit;
  }

  /** Returns a text so that it can stand in a path or a query as one piece. */
  static String encode(String text) {
    StringBuilder out = new StringBuilder();
    for (byte b : text.getBytes(UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || PLAIN.indexOf(c) >= 0;
      if (plain) {
        out.append(c);
      } else {
        out.append('%')
            .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
            .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
      }
    }
    return out.toString();
  }
}
