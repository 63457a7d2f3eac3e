package org.researchtracker.log;

import java.util.Locale;

/** What can be wrong with a log, by the word that {@code doctor --json} gives as {@code kind}. */
public enum ProblemKind {
  /**
   * A line that is no JSON object, lacks a required field or holds a value of the wrong type; it
   * was left out.
   */
  UNREADABLE_LINE,
  /**
   * A line longer than the limit; what stands before its content was kept where it could be read.
   */
  OVERSIZED_LINE,
  /** The last line of a compressed log has no end; it was left out. */
  TORN_LINE,
  /** A timestamp that cannot be read; the item was kept, its time is unknown. */
  UNREADABLE_TIME,
  /** A line of a newer version of the format; it was read as far as this version goes. */
  NEWER_FORMAT,
  /** A file or folder that cannot be opened or unpacked. */
  UNREADABLE_FILE,
  /** Two items with the same execution and number that differ; the earlier was kept. */
  CONFLICT,
  /** An item type that is in no taxonomy; the items were kept. */
  UNKNOWN_TYPE;

  /** Returns the name that the output uses. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
