package org.researchtracker.bundle;

import java.util.Locale;

/**
 * Identifiers of the entities of the crate. Names from a log go into them percent-encoded, so that
 * different names stay different and none can leave its place.
 */
final class CrateIds {
  /**
   * Stands before the names of configs and models, which the profile's checks want as absolute
   * addresses. The log knows no address for them; {@code .invalid} is the top-level domain that can
   * never be anyone's (RFC 6761, section 6.4).
   */
  private static final String INSTRUMENTS = "https://instrument.invalid/";

  private CrateIds() {}

  static String action(String executionId, long sequenceNumber) {
    return "#action-" + encode(executionId) + "-" + sequenceNumber;
  }

  static String item(String executionId, long sequenceNumber) {
    return "#item-" + encode(executionId) + "-" + sequenceNumber;
  }

  static String user(String userId) {
    return "#user-" + encode(userId);
  }

  /**
   * Returns the id of a config, a model or a backend.
   *
   * @param kind {@code config}, {@code model} or {@code backend}
   */
  static String instrument(String kind, String name) {
    return INSTRUMENTS + kind + "/" + encode(name);
  }

  /**
   * Percent-encodes all but letters, digits, hyphen and underscore of ASCII. Lone surrogates become
   * the three bytes that UTF-8 would give them if it gave them any: Java's encoder would make one
   * and the same question mark of all of them.
   */
  static String encode(String text) {
    StringBuilder out = new StringBuilder(text.length() + 8);
    text.codePoints().forEach(point -> encode(point, out));
    return out.toString();
  }

  private static void encode(int point, StringBuilder out) {
    if (point < 0x80) {
      char c = (char) point;
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '-'
              || c == '_';
      if (plain) {
        out.append(c);
      } else {
        octet(point, out);
      }
    } else if (point < 0x800) {
      octet(0xc0 | (point >> 6), out);
      octet(0x80 | (point & 0x3f), out);
    } else if (point < 0x10000) {
      octet(0xe0 | (point >> 12), out);
      octet(0x80 | ((point >> 6) & 0x3f), out);
      octet(0x80 | (point & 0x3f), out);
    } else {
      octet(0xf0 | (point >> 18), out);
      octet(0x80 | ((point >> 12) & 0x3f), out);
      octet(0x80 | ((point >> 6) & 0x3f), out);
      octet(0x80 | (point & 0x3f), out);
    }
  }

  private static void octet(int value, StringBuilder out) {
    out.append('%').append(String.format(Locale.ROOT, "%02X", value));
  }
}
