package org.researchtracker.log;

/**
 * Tells valid UTF-8 (RFC 3629: no overlong forms, no surrogates, nothing beyond U+10FFFF), because
 * the JSON parser looks at bytes only as far as it needs them.
 */
final class Utf8 {
  private Utf8() {}

  /** Returns the index of the first byte that is no part of valid UTF-8, or -1 if there is none. */
  static int firstInvalid(byte[] bytes, int from, int to) {
    ByteWords words = new ByteWords(bytes);
    int i = words.skipAscii(from, to);
    while (i < to) {
      int length = sequence(bytes, i, to);
      if (length == 0) {
        return i;
      }
      i = words.skipAscii(i + length, to);
    }
    return -1;
  }

  private static int sequence(byte[] bytes, int i, int to) {
    int lead = bytes[i] & 0xff;
    if (lead >= 0xc2 && lead <= 0xdf) {
      return i + 1 < to && follows(bytes[i + 1]) ? 2 : 0;
    }
    if (lead >= 0xe0 && lead <= 0xef) {
      if (i + 2 >= to || !follows(bytes[i + 1]) || !follows(bytes[i + 2])) {
        return 0;
      }
      int second = bytes[i + 1] & 0xff;
      boolean overlong = lead == 0xe0 && second < 0xa0;
      boolean surrogate = lead == 0xed && second > 0x9f;
      return overlong || surrogate ? 0 : 3;
    }
    if (lead >= 0xf0 && lead <= 0xf4) {
      if (i + 3 >= to
          || !follows(bytes[i + 1])
          || !follows(bytes[i + 2])
          || !follows(bytes[i + 3])) {
        return 0;
      }
      int second = bytes[i + 1] & 0xff;
      boolean overlong = lead == 0xf0 && second < 0x90;
      boolean beyond = lead == 0xf4 && second > 0x8f;
      return overlong || beyond ? 0 : 4;
    }
    return 0;
  }

  private static boolean follows(byte b) {
    return (b & 0xc0) == 0x80;
  }
}
