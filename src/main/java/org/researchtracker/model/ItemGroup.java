package org.researchtracker.model;

import java.util.Locale;
import java.util.Optional;

/** A group of item types that a selection can name in one word, such as {@code output}. */
public enum ItemGroup {
  /** What the user gave. */
  INPUT,
  /** Safety checks of both stages. */
  SAFETY,
  /** Blocks of both stages. */
  BLOCKED,
  /** Passes and results of the interception. */
  INTERCEPTION,
  /** Everything generated. */
  OUTPUT,
  /** What the pipeline says of itself. */
  SYSTEM;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** Returns whether the type belongs to this group. */
  public boolean holds(ItemType type) {
    return switch (this) {
      case INPUT -> type.isInput();
      case SAFETY -> type.isSafetyCheck();
      case BLOCKED -> type.isBlock();
      case INTERCEPTION -> type.isInterception();
      case OUTPUT -> type.isOutput();
      case SYSTEM -> type.isSystem();
    };
  }

  /** Returns the word that names this group on the command line. */
  public String word() {
    return word;
  }

  /** Returns the group of this word, if there is one. */
  public static Optional<ItemGroup> ofWord(String word) {
    for (ItemGroup group : values()) {
      if (group.word().equals(word)) {
        return Optional.of(group);
      }
    }
    return Optional.empty();
  }
}
