package org.researchtracker.bundle.document;

import org.researchtracker.model.ExecutionItem;

/** What a medium is called. */
final class MediaWords {
  /** How much of an address is shown: signed ones go on for hundreds of characters. */
  private static final int MOST = 120;

  private MediaWords() {}

  /**
   * Returns the place that the log names, else the original name; of a data URI, which may be
   * megabytes, its head. Empty if the log names neither. Nothing is escaped.
   */
  static String place(ExecutionItem item, BundledMedium medium) {
    String path = item.filePath();
    if (path == null || path.isEmpty()) {
      return medium.originalName().orElse("");
    }
    int most = path.regionMatches(true, 0, "data:", 0, 5) ? 40 : MOST;
    if (path.length() <= most) {
      return path;
    }
    int end = Character.isHighSurrogate(path.charAt(most - 1)) ? most - 1 : most;
    return path.substring(0, end) + "…";
  }
}
