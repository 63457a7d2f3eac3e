package org.researchtracker.model;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A search for literal words: all must occur, letter case and composed or decomposed accents do not
 * matter, there are no operators.
 *
 * <p>A word matches whole words: where it begins or ends with a letter or digit, no letter or digit
 * may stand beside it. In scripts that write no spaces (Chinese, Japanese, Thai, Lao, Khmer,
 * Burmese) it matches anywhere. So {@code art} does not find {@code party}, {@code C++} finds
 * {@code C++}, and {@code 石桥} finds {@code 古老的石桥}. Immutable and thread-safe.
 */
public final class TextQuery {

  /**
   * Where a word stands in a text.
   *
   * @param start first UTF-16 position
   * @param end position after the last
   */
  public record Hit(int start, int end) {}

  private static final Pattern WHITE_SPACE =
      Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Set<Character.UnicodeScript> WITHOUT_SPACES =
      Set.of(
          Character.UnicodeScript.HAN,
          Character.UnicodeScript.HIRAGANA,
          Character.UnicodeScript.KATAKANA,
          Character.UnicodeScript.BOPOMOFO,
          Character.UnicodeScript.THAI,
          Character.UnicodeScript.LAO,
          Character.UnicodeScript.KHMER,
          Character.UnicodeScript.MYANMAR);

  /** Where a full-text index may cut a term, far from the length of any word. */
  private static final int LONGEST_TERM = 1000;

  /** What folding makes of Latin, Greek, Cyrillic and their neighbours, once it was asked for. */
  private static final @Nullable String[] FOLDED = new String[0x600];

  private final String text;
  private final List<String> words;

  private TextQuery(String text, Set<String> words) {
    this.text = text;
    this.words = List.copyOf(words);
  }

  /**
   * Returns the query for a text: its words are what white space separates; nothing if there is no
   * word.
   */
  public static Optional<TextQuery> parse(String text) {
    Set<String> words = new LinkedHashSet<>();
    for (String word : WHITE_SPACE.split(text.strip(), -1)) {
      if (!word.isEmpty()) {
        words.add(fold(word));
      }
    }
    return words.isEmpty() ? Optional.empty() : Optional.of(new TextQuery(text, words));
  }

  /** Returns the text as it was asked for. */
  public String text() {
    return text;
  }

  /**
   * Returns the terms that a full-text index must hold for a text to be a candidate; empty if it
   * cannot tell.
   */
  public Set<String> terms() {
    Set<String> terms = new LinkedHashSet<>();
    for (String word : words) {
      terms.addAll(termsOfFolded(word));
    }
    return terms;
  }

  /**
   * Returns whether a text that has all {@link #terms} matches for sure: each word is one term and
   * nothing besides.
   */
  public boolean isToldByTerms() {
    return words.stream()
        .allMatch(
            word -> word.length() <= LONGEST_TERM && termsOfFolded(word).equals(Set.of(word)));
  }

  /** Returns whether all words occur. */
  public boolean matches(String content) {
    String folded = fold(content);
    return words.stream().allMatch(word -> find(folded, word, 0) >= 0);
  }

  /**
   * Returns where in the content its words stand, in order of position; nothing unless all occur.
   */
  public List<Hit> hits(String content) {
    if (!matches(content)) {
      return List.of();
    }
    FoldedText folded = FoldedText.of(content);
    List<Hit> hits = new ArrayList<>();
    for (String word : words) {
      for (int at = find(folded.text(), word, 0); at >= 0; at = find(folded.text(), word, at + 1)) {
        hits.add(new Hit(folded.origin(at), folded.origin(at + word.length() - 1) + 1));
      }
    }
    hits.sort((a, b) -> Integer.compare(a.start(), b.start()));
    return hits;
  }

  /**
   * Returns the terms of a text, as a full-text index keeps them: runs of letters and digits, each
   * letter of a script without spaces by itself, each symbol (an emoji, say) by itself; punctuation
   * is left out.
   */
  public static Set<String> termsOf(String content) {
    return termsOfFolded(fold(content));
  }

  private static Set<String> termsOfFolded(String folded) {
    Set<String> terms = new LinkedHashSet<>(List.of(separated(folded).split(" ", -1)));
    terms.remove("");
    return terms;
  }

  /**
   * Returns the terms of a text as {@link #termsOf} does, in its order and separated by blanks; one
   * that occurs again may stand there again. For those who have many texts.
   */
  public static String separatedTermsOf(String content) {
    return separated(fold(content));
  }

  private static String separated(String folded) {
    StringBuilder terms = new StringBuilder(folded.length() + 8);
    for (int i = 0; i < folded.length(); ) {
      char first = folded.charAt(i);
      int c = Character.isSurrogate(first) ? folded.codePointAt(i) : first;
      i += Character.charCount(c);
      switch (Part.of(c)) {
        case Part.OF_A_WORD -> terms.appendCodePoint(c);
        case Part.ALONE -> terms.append(' ').appendCodePoint(c).append(' ');
        default -> terms.append(' ');
      }
    }
    return terms.toString();
  }

  /** What a character is in a text that is taken apart. */
  private static final class Part {
    static final byte OF_A_WORD = 1;
    static final byte ALONE = 2;
    static final byte NONE = 3;

    /** Of the characters that need no pairs, once it was asked for. */
    private static final byte[] KNOWN = new byte[1 << 16];

    private Part() {}

    static byte of(int c) {
      if (c >= KNOWN.length) {
        return find(c);
      }
      // Threads that meet here find the same.
      byte known = KNOWN[c];
      if (known == 0) {
        known = find(c);
        KNOWN[c] = known;
      }
      return known;
    }

    private static byte find(int c) {
      if (isUnspaced(c) || Character.getType(c) == Character.OTHER_SYMBOL) {
        return ALONE;
      }
      return isWordPart(c) ? OF_A_WORD : NONE;
    }
  }

  private static boolean isUnspaced(int c) {
    return c > 0x0e00 && WITHOUT_SPACES.contains(Character.UnicodeScript.of(c));
  }

  private static boolean isWordPart(int c) {
    if (Character.isLetterOrDigit(c)) {
      return true;
    }
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
  }

  private static int find(String folded, String word, int from) {
    for (int at = folded.indexOf(word, from); at >= 0; at = folded.indexOf(word, at + 1)) {
      if (boundaryBefore(folded, at, word) && boundaryAfter(folded, at + word.length(), word)) {
        return at;
      }
    }
    return -1;
  }

  private static boolean boundaryBefore(String folded, int at, String word) {
    return at == 0 || !joins(word.codePointAt(0)) || !joins(folded.codePointBefore(at));
  }

  private static boolean boundaryAfter(String folded, int end, String word) {
    return end == folded.length()
        || !joins(word.codePointBefore(word.length()))
        || !joins(folded.codePointAt(end));
  }

  /** Returns whether two of these side by side make one word. */
  private static boolean joins(int c) {
    return isWordPart(c) && !isUnspaced(c);
  }

  /** Folds case and composition; upper case first, so that {@code ß} and {@code SS} meet. */
  private static String fold(String text) {
    if (isAscii(text)) {
      return text.toLowerCase(Locale.ROOT);
    }
    String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
    StringBuilder out = new StringBuilder(composed.length());
    for (int i = 0; i < composed.length(); ) {
      int c = composed.codePointAt(i);
      i += Character.charCount(c);
      if (c < 0x80) {
        out.append((char) Character.toLowerCase(c));
      } else {
        out.append(foldOne(c));
      }
    }
    return out.toString();
  }

  private static String foldOne(int c) {
    if (c >= FOLDED.length) {
      return foldedCodePoint(c);
    }
    // Threads that meet here make the same text.
    String known = FOLDED[c];
    if (known == null) {
      known = foldedCodePoint(c);
      FOLDED[c] = known;
    }
    return known;
  }

  private static String foldedCodePoint(int c) {
    String text = Character.toString(c);
    // One that never has another form needs no second and third text.
    return Character.getType(c) == Character.OTHER_LETTER
        ? text
        : text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /** A folded text that knows for each of its positions where it came from. */
  private static final class FoldedText {
    private final String text;

    /** None where each character stands where it stood. */
    private final int[] origins;

    private FoldedText(String text, int[] origins) {
      this.text = text;
      this.origins = origins;
    }

    static FoldedText of(String content) {
      if (isAscii(content)) {
        return new FoldedText(fold(content), new int[0]);
      }
      StringBuilder out = new StringBuilder(content.length());
      int[] origins = new int[content.length()];
      for (int i = 0; i < content.length(); ) {
        int end = i + Character.charCount(content.codePointAt(i));
        // A base letter and the marks on it are composed together, as fold() does for the whole.
        while (end < content.length()
            && Character.getType(content.charAt(end)) == Character.NON_SPACING_MARK) {
          end++;
        }
        String folded = fold(content.substring(i, end));
        int at = out.length();
        out.append(folded);
        if (out.length() > origins.length) {
          origins = Arrays.copyOf(origins, out.length() + out.length() / 8);
        }
        Arrays.fill(origins, at, out.length(), i);
        if (at < out.length()) {
          origins[out.length() - 1] = end - 1;
        }
        i = end;
      }
      return new FoldedText(out.toString(), origins);
    }

    String text() {
      return text;
    }

    int origin(int position) {
      return origins.length == 0 ? position : origins[position];
    }
  }
}
