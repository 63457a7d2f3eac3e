package org.researchtracker.view;

import java.util.Locale;

/** What a piece of text is, for a sink that can show it by colour or weight. */
public enum Style {
  /** Nothing special. */
  PLAIN,
  /** A heading of a column or stage. */
  HEADING,
  /** Went well. */
  GOOD,
  /** Was stopped on purpose. */
  WARN,
  /** Went wrong. */
  BAD,
  /** Of less interest. */
  DIM,
  /** What a search found. */
  HIT;

  /** Returns the style of a status or an outcome, by the word that the output uses for it. */
  public static Style ofWord(String word) {
    return switch (word) {
      case "complete", "generated" -> GOOD;
      case "blocked" -> WARN;
      case "error", "failed" -> BAD;
      case "open", "pending" -> DIM;
      default -> PLAIN;
    };
  }

  /** Returns the name that HTML classes use. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
