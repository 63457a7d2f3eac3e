package org.researchtracker.archive;

import java.util.Locale;
import java.util.Optional;

/** What a close look at a unit that is archived already came to. */
enum Verdict {
  /** It holds what its last version holds. */
  SAME,
  /** It holds less than its last version. */
  SMALLER,
  /** The logs hold nothing of it any more. */
  GONE;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Verdict> ofWord(String word) {
    for (Verdict verdict : values()) {
      if (verdict.word().equals(word)) {
        return Optional.of(verdict);
      }
    }
    return Optional.empty();
  }
}
