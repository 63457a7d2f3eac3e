package org.researchtracker.bundle.document;

import java.util.Locale;
import org.researchtracker.model.Status;

/** Words of the page. */
final class PageText {
  private PageText() {}

  /** Returns how an execution ended. */
  static String status(Status status) {
    return switch (status) {
      case COMPLETE -> "complete";
      case BLOCKED -> "blocked";
      case ERROR -> "error";
      case OPEN -> "not finished";
    };
  }

  /**
   * Returns the beginning of a text on one line, with {@code …} where more follows; a surrogate
   * pair is not taken apart, nor a word where one ends nearby.
   */
  static String brief(String text, int most) {
    String line = text.strip().replaceAll("\\s+", " ");
    if (line.length() <= most) {
      return line;
    }
    int space = line.lastIndexOf(' ', most - 1);
    int end = space > most * 2 / 3 ? space : most - 1;
    if (Character.isHighSurrogate(line.charAt(end - 1))) {
      end--;
    }
    return line.substring(0, end) + "…";
  }

  /** Returns a size such as {@code 3.5 kB}. */
  static String size(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    double value = bytes;
    int unit = 0;
    while (value >= 999.95 && unit < 4) {
      value /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %sB", value, " kMGT".charAt(unit));
  }
}
