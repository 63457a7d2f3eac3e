package org.researchtracker.model;

import org.jspecify.annotations.Nullable;

/** What it takes to give an item its place in the staged pipeline, with or without its texts. */
public interface StagedItem {
  /** Returns the order within the execution, from 1. */
  long sequenceNumber();

  /** Returns what the item means. */
  ItemType itemType();

  /** Returns the stage, 0 to 5. */
  int stage();

  /**
   * Returns the iteration of the Stage 3-4 loop, from 1, or null outside it or where the log does
   * not say.
   */
  @Nullable Long outputConfigIndex();

  /** Returns the config that made this item, or null. */
  @Nullable String configUsed();

  /**
   * Returns whether this item belongs to the Stage 3-4 loop; an output does, whatever stage its
   * line names.
   */
  default boolean inOutputLoop() {
    return stage() == 3 || stage() == 4 || itemType().isOutput();
  }
}
