package org.researchtracker.index;

/** Names that the logs hold, for completion and for suggestions. */
public enum NameKind {
  /** Configs of executions. */
  CONFIG,
  /** Configs of items. */
  OUTPUT_CONFIG,
  /** Models of items. */
  MODEL,
  /** Types of items. */
  ITEM_TYPE,
  /** Media of items. */
  MEDIA_TYPE,
  /** Sessions. */
  SESSION,
  /** Users. */
  USER,
  /** Devices. */
  DEVICE;

  boolean isOfItems() {
    return switch (this) {
      case OUTPUT_CONFIG, MODEL, ITEM_TYPE, MEDIA_TYPE -> true;
      case CONFIG, SESSION, USER, DEVICE -> false;
    };
  }
}
