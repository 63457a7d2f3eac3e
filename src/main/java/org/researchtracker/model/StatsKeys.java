package org.researchtracker.model;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads by what statistics shall be grouped. */
public final class StatsKeys {
  private StatsKeys() {}

  /**
   * Returns the keys that these words are, each once.
   *
   * @param option what the option is called where it was typed
   * @throws TrackerException if one is no key
   */
  public static List<StatsKey> parse(List<String> words, String option) {
    Set<StatsKey> keys = new LinkedHashSet<>();
    for (String word : words) {
      keys.add(
          StatsKey.ofWord(word.strip())
              .orElseThrow(
                  () ->
                      new TrackerException(
                          TrackerException.Kind.USAGE,
                          option + " '" + word + "' is no key",
                          hint(word))));
    }
    return List.copyOf(keys);
  }

  private static String hint(String word) {
    List<String> known = Arrays.stream(StatsKey.values()).map(StatsKey::word).toList();
    List<String> near = Nearest.of(word, known, 1);
    return near.isEmpty()
        ? "the keys are " + String.join(", ", known)
        : "did you mean " + near.get(0) + "?";
  }
}
