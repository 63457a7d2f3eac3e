package org.researchtracker.archive;

import java.time.LocalDate;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * What a unit is known by within one run, where there are 100,000 of them: 128 bits of its key. Ids
 * come from logs, and nobody must be able to make up two that are taken for one: so each run begins
 * with numbers of its own, which nobody can know.
 */
record UnitDigest(long high, long low) {

  /** Makes them. */
  static final class Maker {
    private static final int CHARS = 4;

    private final long seedHigh;
    private final long seedLow;

    Maker() {
      SplittableRandom random = new SplittableRandom();
      seedHigh = random.nextLong();
      seedLow = random.nextLong();
    }

    /** Returns that of a unit. */
    UnitDigest of(UnitKey unit) {
      return new UnitDigest(digest(seedHigh, unit), digest(seedLow, unit));
    }

    private static long digest(long seed, UnitKey unit) {
      LocalDate day = unit.day();
      long digest = digest(seed, unit.per().name());
      digest = Mixing.mix(digest ^ (day == null ? Long.MIN_VALUE : day.toEpochDay()));
      return digest(digest(digest, unit.filter()), unit.id());
    }

    private static long digest(long before, @Nullable String text) {
      if (text == null) {
        return Mixing.mix(before ^ -1);
      }
      int length = text.length();
      long digest = Mixing.mix(before ^ length);
      for (int i = 0; i < length; ) {
        long chars = 0;
        for (int end = Math.min(length, i + CHARS); i < end; i++) {
          chars = chars << Character.SIZE | text.charAt(i);
        }
        digest = Mixing.mix(digest ^ chars);
      }
      return digest;
    }
  }
}
