package org.researchtracker.cli.command;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command line that holds nothing unusual: option names in full, a value that begins with {@code
 * -} only behind {@code =}, no {@code --}. Most lines are of that kind, and taking such a line
 * apart costs a start of the program nothing, where building picocli's model of the command costs
 * as much as starting Java.
 *
 * <p>The command and its groups of options each take the words that they know. What nobody took, or
 * what looks unusual, makes the line one for picocli, which is the judge of every line: where this
 * class understands one, it does so as picocli would. For one thread.
 */
public final class PlainLine {
  /** Null where a word was taken. */
  private final @Nullable String[] words;

  private boolean unusual;

  /** Begins with all words there; the array is copied. */
  public PlainLine(String... args) {
    words = args.clone();
  }

  /** Takes an option without a value; returns whether it was there. */
  public boolean flag(String... names) {
    boolean found = false;
    for (int i = 0; i < words.length; i++) {
      String word = words[i];
      if (word != null && isOneOf(word, names)) {
        words[i] = null;
        found = true;
      }
    }
    return found;
  }

  /** Takes an option with a value, of which the last one holds; returns that or what is usual. */
  public @Nullable String one(@Nullable String usual, String... names) {
    String last = usual;
    for (String value : values(names)) {
      last = value;
    }
    return last;
  }

  /** Takes an option with a value whose usual value is a text. */
  public String text(String usual, String... names) {
    String value = one(usual, names);
    return value == null ? usual : value;
  }

  /** Takes an option that may be repeated; returns its values as they stand. */
  public List<String> many(String name) {
    return List.copyOf(values(name));
  }

  /** Takes an option that may be repeated and whose values commas separate. */
  public List<String> split(String name) {
    List<String> parts = new ArrayList<>();
    for (String value : values(name)) {
      int from = 0;
      for (int comma = value.indexOf(','); comma >= 0; comma = value.indexOf(',', from)) {
        parts.add(value.substring(from, comma));
        from = comma + 1;
      }
      parts.add(value.substring(from));
      // Quotes keep a comma, and an empty part is not kept everywhere: let picocli decide.
      unusual |= value.indexOf('"') >= 0 || value.indexOf('\\') >= 0 || parts.contains("");
    }
    return parts;
  }

  /** Takes the next word that is no option; returns it, or an empty text where there is none. */
  public String word() {
    for (int i = 0; i < words.length; i++) {
      String word = words[i];
      if (word != null) {
        if (word.isEmpty() || word.startsWith("-")) {
          break;
        }
        words[i] = null;
        return word;
      }
    }
    unusual = true;
    return "";
  }

  /** Takes every word that is still there. */
  public List<String> rest() {
    List<String> rest = new ArrayList<>();
    for (int i = 0; i < words.length; i++) {
      if (words[i] != null) {
        rest.add(word());
      }
    }
    return rest;
  }

  /** Returns whether all was taken, and nothing looked unusual. */
  public boolean isTaken() {
    for (String word : words) {
      if (word != null) {
        return false;
      }
    }
    return !unusual;
  }

  private List<String> values(String... names) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < words.length; i++) {
      String word = words[i];
      if (word == null) {
        continue;
      }
      if (isOneOf(word, names)) {
        String value = i + 1 < words.length ? words[i + 1] : null;
        if (value == null || value.isEmpty() || value.startsWith("-")) {
          unusual = true;
          return values;
        }
        values.add(value);
        words[i] = null;
        words[i + 1] = null;
      } else {
        int equals = word.indexOf('=');
        if (equals > 0 && word.startsWith("--") && isOneOf(word.substring(0, equals), names)) {
          unusual |= equals + 1 == word.length();
          values.add(word.substring(equals + 1));
          words[i] = null;
        }
      }
    }
    return values;
  }

  private static boolean isOneOf(String word, String... names) {
    for (String name : names) {
      if (name.equals(word)) {
        return true;
      }
    }
    return false;
  }
}
