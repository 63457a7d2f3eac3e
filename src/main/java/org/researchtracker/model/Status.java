package org.researchtracker.model;

import java.util.Locale;
import java.util.Optional;

/** How an execution ended, in the order in which the log format ranks the signs of it. */
public enum Status {
  /** A {@code pipeline_error} was logged. */
  ERROR,
  /** A {@code stage1_blocked} was logged. */
  BLOCKED,
  /** A {@code pipeline_complete} was logged. */
  COMPLETE,
  /** No end was logged. */
  OPEN;

  /** Returns the name that the output and the selection use. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the status of this word, if there is one. */
  public static Optional<Status> ofWord(String word) {
    for (Status status : values()) {
      if (status.word().equals(word)) {
        return Optional.of(status);
      }
    }
    return Optional.empty();
  }

  /** Returns the status of an execution with these items. */
  public static Status of(Iterable<? extends StagedItem> items) {
    Status status = OPEN;
    for (StagedItem item : items) {
      status = status.with(item.itemType());
    }
    return status;
  }

  /** Returns the status after one more item, whatever its place. */
  public Status with(ItemType type) {
    Status told =
        type.equals(ItemType.PIPELINE_ERROR)
            ? ERROR
            : type.equals(ItemType.STAGE1_BLOCKED)
                ? BLOCKED
                : type.equals(ItemType.PIPELINE_COMPLETE) ? COMPLETE : OPEN;
    return told.compareTo(this) < 0 ? told : this;
  }
}
