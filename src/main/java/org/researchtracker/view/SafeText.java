package org.researchtracker.view;

import java.util.Locale;

/**
 * Makes text from logs harmless for its sink. Shown instead of acted upon are control characters
 * (C0, C1, DEL), which move a terminal's cursor, bidirectional controls, which make text read as
 * something that it is not, line and paragraph separators, and lone surrogates, which no encoding
 * can carry.
 */
public final class SafeText {

  /** What a sink does with line ends and backslashes. */
  private enum Mode {
    /** One line, backslashes as they are: for eyes. */
    LINE,
    /** One line that can be read back: for programs. */
    TSV,
    /** Line ends stay. */
    LINES,
    /** Line ends stay in either form: a quoted CSV cell. */
    CELL,
    /** All stays but what no encoding can carry. */
    FAITHFUL,
    /** JSON text whose meaning must not change. */
    JSON
  }

  private SafeText() {}

  /** Returns the text on one line; newline and tab are shown as {@code \n} and {@code \t}. */
  public static String line(String text) {
    return escape(text, Mode.LINE);
  }

  /** Returns the text with its line ends, which become {@code \n}; all else as in {@link #line}. */
  public static String lines(String text) {
    return escape(text, Mode.LINES);
  }

  /** Returns the text on one line from which tab, newline, CR and backslash can be read back. */
  public static String tsv(String text) {
    return escape(text, Mode.TSV);
  }

  /** Returns the text for a quoted CSV cell: line ends stay as they are. */
  public static String cell(String text) {
    return escape(text, Mode.CELL);
  }

  /**
   * Returns the text as it is, but for lone surrogates, which an encoder would silently replace.
   */
  public static String encodable(String text) {
    return escape(text, Mode.FAITHFUL);
  }

  /**
   * Returns JSON text with what JSON lets stand and a terminal would not, as {@code \}{@code
   * u202e}: the same value.
   */
  public static String json(String json) {
    return escape(json, Mode.JSON);
  }

  /** Returns the text on one line, without anything that Markdown or HTML would act upon. */
  public static String markdown(String text) {
    String safe = line(text);
    StringBuilder out = new StringBuilder(safe.length() + 16);
    // What stands behind digits alone would make them the number of a list.
    int digits = digitsAtStart(safe);
    for (int i = 0; i < safe.length(); i++) {
      char c = safe.charAt(i);
      switch (c) {
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '&' -> out.append("&amp;");
        case '\\', '`', '*', '_', '~', '[', ']', '|' -> out.append('\\').append(c);
        case '#', '+', '-', '=', '!' -> (i == 0 ? out.append('\\') : out).append(c);
        case '.', ')' -> (i > 0 && i == digits ? out.append('\\') : out).append(c);
        default -> out.append(c);
      }
    }
    return out.toString();
  }

  private static int digitsAtStart(String text) {
    int end = 0;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }

  /** Returns the text with its line ends, safe as HTML content and in quoted attributes. */
  public static String html(String text) {
    String safe = lines(text);
    StringBuilder out = new StringBuilder(safe.length() + 16);
    for (int i = 0; i < safe.length(); i++) {
      char c = safe.charAt(i);
      switch (c) {
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '&' -> out.append("&amp;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c);
      }
    }
    return out.toString();
  }

  private static String escape(String text, Mode mode) {
    int first = firstUnsafe(text, mode);
    if (first == text.length()) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, first);
    for (int i = first; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isPair(text, i)) {
        out.append(c).append(text.charAt(++i));
      } else if (c == '\r' && isLineEnd(text, i)) {
        // Half a line end: the other half decides, but a cell keeps both.
        switch (mode) {
          case LINES -> {}
          case CELL, FAITHFUL -> out.append(c);
          default -> append(c, mode, out);
        }
      } else {
        append(c, mode, out);
      }
    }
    return out.toString();
  }

  private static boolean isLineEnd(String text, int i) {
    return i + 1 < text.length() && text.charAt(i + 1) == '\n';
  }

  private static int firstUnsafe(String text, Mode mode) {
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (isPair(text, i)) {
        i += 2;
      } else if (isUnsafe(c, mode) || (c == '\\' && mode == Mode.TSV)) {
        return i;
      } else {
        i++;
      }
    }
    return i;
  }

  private static boolean isPair(String text, int i) {
    return Character.isHighSurrogate(text.charAt(i))
        && i + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(i + 1));
  }

  private static boolean isUnsafe(char c, Mode mode) {
    if (mode == Mode.FAITHFUL) {
      return Character.isSurrogate(c);
    }
    return c < ' '
        || (c >= 0x7f && c <= 0x9f)
        || c == 0x061c
        || (c >= 0x200e && c <= 0x200f)
        || (c >= 0x2028 && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069)
        || Character.isSurrogate(c);
  }

  private static void append(char c, Mode mode, StringBuilder out) {
    if (c == '\\' && mode == Mode.TSV) {
      out.append("\\\\");
    } else if (!isUnsafe(c, mode)) {
      out.append(c);
    } else if (c == '\n') {
      out.append(mode == Mode.LINE || mode == Mode.TSV ? "\\n" : "\n");
    } else if (mode == Mode.JSON || c > 0xff) {
      // A lone surrogate is written as JSON writes it.
      String form = Character.isSurrogate(c) ? "\\u%04X" : "\\u%04x";
      out.append(String.format(Locale.ROOT, form, (int) c));
    } else if (c == '\t') {
      out.append("\\t");
    } else if (c == '\r') {
      out.append("\\r");
    } else {
      out.append(String.format(Locale.ROOT, "\\x%02x", (int) c));
    }
  }
}
