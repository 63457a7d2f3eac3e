package org.researchtracker.index;

import java.nio.charset.StandardCharsets;

/**
 * Strings as bytes without loss: UTF-8, and lone surrogates (which JSON can hold and UTF-8 cannot)
 * as the three bytes that UTF-8 would give them, as in WTF-8. The order of the bytes is the order
 * of the code points.
 */
final class Wtf8 {
  private Wtf8() {}

  static byte[] encode(String text) {
    if (!hasLoneSurrogate(text)) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream(text.length() * 3);
    text.codePoints()
        .forEach(
            c -> {
              if (c >= 0xd800 && c <= 0xdfff) {
                out.write(0xe0 | c >> 12);
                out.write(0x80 | (c >> 6 & 0x3f));
                out.write(0x80 | (c & 0x3f));
              } else {
                out.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
              }
            });
    return out.toByteArray();
  }

  static String decode(byte[] bytes, int offset, int length) {
    for (int i = offset; i + 1 < offset + length; i++) {
      if (bytes[i] == (byte) 0xed && (bytes[i + 1] & 0xff) > 0x9f) {
        return decodeWithSurrogates(bytes, offset, length);
      }
    }
    return new String(bytes, offset, length, StandardCharsets.UTF_8);
  }

  private static String decodeWithSurrogates(byte[] bytes, int offset, int length) {
    StringBuilder out = new StringBuilder(length);
    int start = offset;
    for (int i = offset; i < offset + length; i++) {
      if (bytes[i] == (byte) 0xed && i + 2 < offset + length && (bytes[i + 1] & 0xff) > 0x9f) {
        out.append(new String(bytes, start, i - start, StandardCharsets.UTF_8));
        out.append((char) (0xd000 | (bytes[i + 1] & 0x3f) << 6 | (bytes[i + 2] & 0x3f)));
        i += 2;
        start = i + 1;
      }
    }
    return out.append(new String(bytes, start, offset + length - start, StandardCharsets.UTF_8))
        .toString();
  }

  private static boolean hasLoneSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          return true;
        }
        i++;
      }
    }
    return false;
  }
}
