package org.researchtracker.model;

/** Numbers with the word for what they count. */
public final class Count {

  private Count() {}

  /** Returns {@code 1 line} or {@code 14 lines}. */
  public static String of(long number, String word) {
    return number + " " + word + (number == 1 ? "" : "s");
  }
}
