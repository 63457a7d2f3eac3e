package org.researchtracker.cli.reading;

import java.util.ArrayList;
import java.util.List;
import org.researchtracker.index.ProblemCounts;
import org.researchtracker.log.ProblemKind;
import org.researchtracker.model.Count;

/** Says in words what is wrong with logs, and what to do about it. */
public final class ProblemWords {

  private ProblemWords() {}

  /** Returns how much is wrong, in a line. */
  static String summary(ProblemCounts counts) {
    List<String> parts = new ArrayList<>();
    if (counts.unreadable() > 0) {
      parts.add(Count.of(counts.unreadable(), "line") + " unreadable");
    }
    if (counts.conflicts() > 0) {
      parts.add(Count.of(counts.conflicts(), "conflict"));
    }
    if (counts.others() > 0) {
      parts.add(Count.of(counts.others(), parts.isEmpty() ? "problem" : "other problem"));
    }
    return String.join(", ", parts);
  }

  /** Returns what to do about a problem. */
  public static String hint(ProblemKind kind) {
    return switch (kind) {
      case UNREADABLE_LINE ->
          "the line was left out; see what wrote it, and 'tracker help log-format' for what it should"
              + " look like";
      case OVERSIZED_LINE -> "raise --max-line above the length of the line";
      case TORN_LINE ->
          "the end of the log was lost when it was rotated; restore it from a copy if there is one";
      case UNREADABLE_TIME ->
          "the item was kept without a time; times look like 2025-11-03T14:30:21+01:00";
      case NEWER_FORMAT ->
          "use a newer tracker: what this one does not know is carried along unread";
      case UNREADABLE_FILE -> "check its permissions, and whether it is whole";
      case CONFLICT ->
          "the item with the earlier time was kept; see what gave two items the same number";
      case UNKNOWN_TYPE -> "nothing, if it is meant: items of this type are kept and exported";
    };
  }
}
