package org.researchtracker.bundle.document;

/**
 * Identifiers of the entities of the crate. Names from a log go into them in a form in which
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
   * Returns the text in letters, digits, {@code . - _ ~} of ASCII: every other character, and the
   * tilde, is its code point in hex between tildes, lone surrogates too. Not percent-encoding,
   * because readers of JSON-LD are known to undo that while they resolve a reference.
   */
  static String encode(String text) {
    if (text.equals(".") || text.equals("..")) {
      return text.replace(".", "~2e~");
    }
    StringBuilder out = new StringBuilder(text.length() + 8);
    text.codePoints()
        .forEach(
            point -> {
              if (isPlain(point)) {
                out.append((char) point);
              } else {
                out.append('~').append(Integer.toHexString(point)).append('~');
              }
            });
    return out.toString();
  }

  private static boolean isPlain(int point) {
    return (point >= 'a' && point <= 'z')
        || (point >= 'A' && point <= 'Z')
        || (point >= '0' && point <= '9')
        || point == '.'
        || point == '-'
        || point == '_';
  }
}
