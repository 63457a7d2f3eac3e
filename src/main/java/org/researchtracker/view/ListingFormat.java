package org.researchtracker.view;

import java.util.Locale;
import java.util.Optional;

/** The forms in which a listing can be written. */
public enum ListingFormat {
  /** Aligned columns for a terminal. */
  TABLE,
  /** One JSON document with an envelope. */
  JSON,
  /** One JSON object a line. */
  JSONL,
  /** RFC 4180. */
  CSV,
  /** Tab-separated, one line a row whatever the texts hold. */
  TSV,
  /** A Markdown table. */
  MD;

  /** Returns the word that names this form on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the form of this word, if there is one. */
  public static Optional<ListingFormat> ofWord(String word) {
    for (ListingFormat format : values()) {
      if (format.word().equals(word)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }
}
