package org.researchtracker.model;

import java.util.Arrays;
import java.util.Optional;

/** The options that select, by the names that they have on every command and in the API. */
public enum SelectionOption {
  /** The execution's config. */
  CONFIG("config", true),
  /** An item's {@code config_used}. */
  OUTPUT_CONFIG("output-config", true),
  /** An item's {@code model_used}. */
  MODEL("model", true),
  /** An item's type, or a group of types. */
  ITEM_TYPE("item-type", true),
  /** An item's medium. */
  MEDIA_TYPE("media-type", true),
  /** An item's stage. */
  STAGE("stage", true),
  /** An item's iteration of the Stage 3-4 loop. */
  OUTPUT_CONFIG_INDEX("output-config-index", true),
  /** How the execution ended. */
  STATUS("status", true),
  /** The execution's session. */
  SESSION("session", true),
  /** The execution's user. */
  USER("user", true),
  /** The execution's device. */
  DEVICE("device", true),
  /** A day, or days from one to another. */
  ON("on", true),
  /** From a time on. */
  SINCE("since", false),
  /** Before a time. */
  UNTIL("until", false),
  /** Words that an item's content holds. */
  TEXT("text", false),
  /** How many at most; 0 is all. */
  LIMIT("limit", false);

  private final String word;
  private final boolean repeatable;

  SelectionOption(String word, boolean repeatable) {
    this.word = word;
    this.repeatable = repeatable;
  }

  /** Returns the name, without dashes before it. */
  public String word() {
    return word;
  }

  /** Returns whether several values can be given; else the last one holds. */
  public boolean isRepeatable() {
    return repeatable;
  }

  /** Returns the option of this name, if there is one. */
  public static Optional<SelectionOption> ofWord(String word) {
    return Arrays.stream(values()).filter(option -> option.word.equals(word)).findFirst();
  }
}
