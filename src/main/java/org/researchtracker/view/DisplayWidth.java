package org.researchtracker.view;

/**
 * How many cells of a terminal a text takes, and texts cut and padded to cells.
 *
 * <p>A <em>cluster</em> is what a reader takes for one character: a letter with its marks, a flag,
 * an emoji with its skin tone, a family joined from several. Own tables rather than the JDK's,
 * because the answer must not change with its version. Texts are expected to have gone through
 * {@link SafeText}.
 */
public final class DisplayWidth {
  /** What shows that a text was cut. */
  public static final String ELLIPSIS = "…";

  private static final int JOINER = 0x200d;
  private static final int EMOJI_STYLE = 0xfe0f;
  private static final int KEYCAP = 0x20e3;

  /**
   * First and last code points that take two cells (East Asian Width W and F, Unicode 14,
   * unassigned gaps closed).
   */
  private static final int[] WIDE = {
    0x1100, 0x115f, 0x231a, 0x231b, 0x2329, 0x232a, 0x23e9, 0x23ec, 0x23f0, 0x23f0, 0x23f3, 0x23f3,
    0x25fd, 0x25fe, 0x2614, 0x2615, 0x2648, 0x2653, 0x267f, 0x267f, 0x2693, 0x2693, 0x26a1, 0x26a1,
    0x26aa, 0x26ab, 0x26bd, 0x26be, 0x26c4, 0x26c5, 0x26ce, 0x26ce, 0x26d4, 0x26d4, 0x26ea, 0x26ea,
    0x26f2, 0x26f3, 0x26f5, 0x26f5, 0x26fa, 0x26fa, 0x26fd, 0x26fd, 0x2705, 0x2705, 0x270a, 0x270b,
    0x2728, 0x2728, 0x274c, 0x274c, 0x274e, 0x274e, 0x2753, 0x2755, 0x2757, 0x2757, 0x2795, 0x2797,
    0x27b0, 0x27b0, 0x27bf, 0x27bf, 0x2b1b, 0x2b1c, 0x2b50, 0x2b50, 0x2b55, 0x2b55, 0x2e80, 0x303e,
    0x3041, 0x3247, 0x3250, 0x4dbf, 0x4e00, 0xa4c6, 0xa960, 0xa97c, 0xac00, 0xd7a3, 0xf900, 0xfad9,
    0xfe10, 0xfe6b, 0xff01, 0xff60, 0xffe0, 0xffe6, 0x16fe0, 0x1b2fb, 0x1f004, 0x1f004, 0x1f0cf,
    0x1f0cf, 0x1f18e, 0x1f18e, 0x1f191, 0x1f19a, 0x1f200, 0x1f320, 0x1f32d, 0x1f335, 0x1f337,
    0x1f37c, 0x1f37e, 0x1f393, 0x1f3a0, 0x1f3ca, 0x1f3cf, 0x1f3d3, 0x1f3e0, 0x1f3f0, 0x1f3f4,
    0x1f3f4, 0x1f3f8, 0x1f43e, 0x1f440, 0x1f440, 0x1f442, 0x1f4fc, 0x1f4ff, 0x1f53d, 0x1f54b,
    0x1f54e, 0x1f550, 0x1f567, 0x1f57a, 0x1f57a, 0x1f595, 0x1f596, 0x1f5a4, 0x1f5a4, 0x1f5fb,
    0x1f64f, 0x1f680, 0x1f6c5, 0x1f6cc, 0x1f6cc, 0x1f6d0, 0x1f6d2, 0x1f6d5, 0x1f6df, 0x1f6eb,
    0x1f6ec, 0x1f6f4, 0x1f6ff, 0x1f7e0, 0x1f7f0, 0x1f90c, 0x1f93a, 0x1f93c, 0x1f945, 0x1f947,
    0x1f9ff, 0x1fa70, 0x1faff, 0x20000, 0x3fffd
  };

  private DisplayWidth() {}

  /** Returns the cells that the text takes. */
  public static int of(String text) {
    int width = 0;
    for (int i = 0; i < text.length(); ) {
      int end = clusterEnd(text, i);
      width += clusterWidth(text, i, end);
      i = end;
    }
    return width;
  }

  /** Returns whether the text takes more cells than these; reads no further than it must. */
  public static boolean exceeds(String text, int cells) {
    int width = 0;
    for (int i = 0; i < text.length(); ) {
      int end = clusterEnd(text, i);
      width += clusterWidth(text, i, end);
      if (width > cells) {
        return true;
      }
      i = end;
    }
    return false;
  }

  /**
   * Returns the text if it fits, else its beginning with {@code …}, together at most these cells,
   * cut between clusters.
   */
  public static String cut(String text, int cells) {
    if (!exceeds(text, cells)) {
      return text;
    }
    if (cells < 1) {
      return "";
    }
    int width = 0;
    int i = 0;
    while (i < text.length()) {
      int end = clusterEnd(text, i);
      int next = clusterWidth(text, i, end);
      if (width + next > cells - 1) {
        break;
      }
      width += next;
      i = end;
    }
    return text.substring(0, i) + ELLIPSIS;
  }

  /** Returns the position after the cluster that begins here. */
  static int clusterEnd(String text, int start) {
    int base = text.codePointAt(start);
    int end = start + Character.charCount(base);
    if (isFlagHalf(base) && end < text.length() && isFlagHalf(text.codePointAt(end))) {
      return end + 2;
    }
    boolean joined = false;
    while (end < text.length()) {
      int c = text.codePointAt(end);
      if (!(extendsCluster(c) || (joined && isPictograph(c)))) {
        break;
      }
      joined = c == JOINER && isPictograph(base);
      end += Character.charCount(c);
    }
    return end;
  }

  private static int clusterWidth(String text, int start, int end) {
    int base = text.codePointAt(start);
    if (isFlagHalf(base)) {
      return 2;
    }
    int width = extendsCluster(base) ? (isSkinTone(base) ? 2 : 0) : isWide(base) ? 2 : 1;
    if (width != 1) {
      return width;
    }
    for (int i = start + Character.charCount(base); i < end; ) {
      int c = text.codePointAt(i);
      if (c == KEYCAP || isSkinTone(c) || (c == EMOJI_STYLE && isPictograph(base))) {
        return 2;
      }
      i += Character.charCount(c);
    }
    return 1;
  }

  private static boolean isFlagHalf(int c) {
    return c >= 0x1f1e6 && c <= 0x1f1ff;
  }

  private static boolean isSkinTone(int c) {
    return c >= 0x1f3fb && c <= 0x1f3ff;
  }

  private static boolean isPictograph(int c) {
    return c == 0xa9
        || c == 0xae
        || (c >= 0x203c && c <= 0x3299 && Character.getType(c) != Character.OTHER_LETTER)
        || (c >= 0x1f000 && c <= 0x1faff);
  }

  private static boolean extendsCluster(int c) {
    if (c < 0x300) {
      return false;
    }
    // The vowels and final consonants of Hangul are drawn into the block that their first consonant
    // opened.
    if ((c >= 0x1160 && c <= 0x11ff) || isSkinTone(c)) {
      return true;
    }
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.FORMAT;
  }

  private static boolean isWide(int c) {
    if (c < WIDE[0]) {
      return false;
    }
    int low = 0;
    int high = WIDE.length / 2 - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (c < WIDE[2 * middle]) {
        high = middle - 1;
      } else if (c > WIDE[2 * middle + 1]) {
        low = middle + 1;
      } else {
        return true;
      }
    }
    return false;
  }
}
