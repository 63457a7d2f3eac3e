package org.researchtracker.model;

import java.util.Optional;

/**
 * By what executions and items can be grouped; each has its word on the command line and its field
 * in the output.
 */
public enum StatsKey {
  /** The execution's config. */
  CONFIG("config", "config_name", false),
  /** The config of an item or a requested output. */
  OUTPUT_CONFIG("output-config", "config_used", true),
  /** The model of an item. */
  MODEL("model", "model_used", true),
  /** The type of an item. */
  ITEM_TYPE("item-type", "item_type", true),
  /** The medium of an item. */
  MEDIA_TYPE("media-type", "media_type", true),
  /** How the execution ended. */
  STATUS("status", "status", false),
  /** The day on which the execution began, in the zone in force. */
  DAY("day", "day", false),
  /** The ISO week in which it began. */
  WEEK("week", "week", false),
  /** The month in which it began. */
  MONTH("month", "month", false),
  /** The execution's session. */
  SESSION("session", "session_id", false),
  /** The execution's user. */
  USER("user", "user_id", false),
  /** The execution's device. */
  DEVICE("device", "device_id", false),
  /** The stage of an item. */
  STAGE("stage", "stage", true),
  /** Why an item blocked. */
  BLOCK_REASON("block-reason", "block_reason", true);

  private final String word;
  private final String field;
  private final boolean ofItems;

  StatsKey(String word, String field, boolean ofItems) {
    this.word = word;
    this.field = field;
    this.ofItems = ofItems;
  }

  /** Returns the word of the command line. */
  public String word() {
    return word;
  }

  /** Returns the name of the field in the output. */
  public String field() {
    return field;
  }

  /** Returns whether items of one execution can differ in it. */
  public boolean isOfItems() {
    return ofItems;
  }

  /** Returns the key of this word, if there is one. */
  public static Optional<StatsKey> ofWord(String word) {
    for (StatsKey key : values()) {
      if (key.word.equals(word)) {
        return Optional.of(key);
      }
    }
    return Optional.empty();
  }
}
