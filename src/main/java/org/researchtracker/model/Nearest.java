package org.researchtracker.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds the names that someone may have meant. */
public final class Nearest {

  private record Candidate(String name, int distance) {}

  private Nearest() {}

  /**
   * Returns the names nearest to a word, the nearest first: those that begin with it or hold it,
   * and those that a few typing errors turn into it.
   */
  public static List<String> of(String word, Collection<String> names, int max) {
    String typed = bare(word);
    return names.stream()
        .map(name -> new Candidate(name, distance(typed, bare(name))))
        .filter(candidate -> candidate.distance() <= farthest(typed))
        .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
        .limit(max)
        .map(Candidate::name)
        .toList();
  }

  /** One letter for another is another word where there is but one. */
  private static int farthest(String typed) {
    return typed.length() < 2 ? 0 : Math.max(1, typed.length() / 4);
  }

  private static String bare(String name) {
    return name.toLowerCase(Locale.ROOT).replaceFirst("^--?", "");
  }

  private static int distance(String typed, String name) {
    if (typed.length() >= 2 && name.contains(typed)) {
      return 1;
    }
    return typed.length() > 100 || name.length() > 100 ? Integer.MAX_VALUE : edits(typed, name);
  }

  /** Levenshtein's distance, where two letters in the wrong order count once. */
  private static int edits(String a, String b) {
    int[] before = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + change);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
      }
      before = last;
      last = row;
    }
    return last[b.length()];
  }
}
