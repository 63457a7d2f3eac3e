package org.researchtracker.cli;

/** Numbers with the word for what they count. */
final class Count {

  private Count() {}

  /** Returns {@code 1 line} or {@code 14 lines}. */
  static String of(long number, String word) {
    return number + " " + word + (number == 1 ? "" : "s");
  }
}
