package org.researchtracker.bundle;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.researchtracker.bundle.BundleOptions.Form;
import org.researchtracker.bundle.BundleOptions.Layout;
import org.researchtracker.bundle.BundleOptions.MediaMetadata;
import org.researchtracker.model.TrackerException;

/**
 * Reads the words by which people say what a bundle shall be like. Each method throws a {@link
 * TrackerException} of kind {@code USAGE} where a word is none; the message names the option as it
 * was typed.
 */
public final class BundleWords {
  private BundleWords() {}

  /** Returns the form that a word names. */
  public static Form form(String typed, String option) {
    return word(option, typed, List.of(Form.values()), Form::word);
  }

  /** Returns the layout that a word names. */
  public static Layout layout(String typed, String option) {
    return word(option, typed, List.of(Layout.values()), Layout::word);
  }

  /** Returns the treatment of metadata inside media that a word names. */
  public static MediaMetadata mediaMetadata(String typed, String option) {
    return word(option, typed, List.of(MediaMetadata.values()), MediaMetadata::word);
  }

  /** Returns the character that shall stand between cells: one, or {@code tab}. */
  public static char delimiter(String typed, String option) {
    if (typed.equals("tab") || typed.equals("\\t")) {
      return '\t';
    }
    boolean possible =
        typed.length() == 1
            && "\"\r\n".indexOf(typed.charAt(0)) < 0
            && !Character.isLetterOrDigit(typed.charAt(0));
    if (!possible) {
      throw usage(
          option + " '" + typed + "' cannot separate cells",
          "one character such as ; or the word tab");
    }
    return typed.charAt(0);
  }

  private static <T> T word(
      String option, String typed, List<T> values, Function<T, String> words) {
    String asked = typed.toLowerCase(Locale.ROOT);
    for (T value : values) {
      if (words.apply(value).equals(asked)) {
        return value;
      }
    }
    List<String> known = values.stream().map(words).toList();
    throw usage(option + " '" + typed + "' is not one of " + String.join(", ", known), "");
  }

  private static TrackerException usage(String what, String hint) {
    return new TrackerException(TrackerException.Kind.USAGE, what, hint);
  }
}
