package org.researchtracker.model;

/**
 * Puts surrogates in the place of their escapes in JSON text. The value stays the same; but a
 * parser that refuses a name with one half of a pair refuses its escape alone.
 */
public final class SurrogateEscapes {
  private static final int LENGTH = "\\uD800".length();

  private SurrogateEscapes() {}

  /** Tells whether JSON text in UTF-8 has escapes of surrogates. */
  public static boolean areIn(byte[] json, int offset, int length) {
    int end = offset + length;
    for (int i = offset; i < end - 1; i++) {
      if (json[i] == '\\') {
        if (i + LENGTH <= end && isSurrogate(json[i + 1], json[i + 2], json[i + 3])) {
          return true;
        }
        i++;
      }
    }
    return false;
  }

  /** Returns JSON text without escapes of surrogates. */
  public static String replaced(String json) {
    StringBuilder out = new StringBuilder(json.length());
    int kept = 0;
    for (int i = json.indexOf('\\'); i >= 0; i = json.indexOf('\\', i)) {
      int surrogate = surrogateAt(json, i);
      if (surrogate < 0) {
        i += 2;
      } else {
        out.append(json, kept, i).append((char) surrogate);
        i += LENGTH;
        kept = i;
      }
    }
    return kept == 0 ? json : out.append(json, kept, json.length()).toString();
  }

  /** Returns the surrogate whose escape begins here, or -1. */
  private static int surrogateAt(String json, int start) {
    if (start + LENGTH > json.length()
        || !isSurrogate(json.charAt(start + 1), json.charAt(start + 2), json.charAt(start + 3))) {
      return -1;
    }
    int code = 0;
    for (int i = start + 2; i < start + LENGTH; i++) {
      int digit = Character.digit(json.charAt(i), 16);
      if (digit < 0 || json.charAt(i) > 'f') {
        return -1;
      }
      code = code << 4 | digit;
    }
    return code;
  }

  private static boolean isSurrogate(int u, int first, int second) {
    return u == 'u' && "dD".indexOf(first) >= 0 && "89abcdefABCDEF".indexOf(second) >= 0;
  }
}
