package org.researchtracker.model;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** A group of item types that a selection can name in one word, such as {@code output}. */
public enum ItemGroup {
  /** What the user gave. */
  INPUT(ItemType::isInput),
  /** Safety checks of both stages. */
  SAFETY(ItemType::isSafetyCheck),
  /** Blocks of both stages. */
  BLOCKED(ItemType::isBlock),
  /** Passes and results of the interception. */
  INTERCEPTION(ItemType::isInterception),
  /** Everything generated. */
  OUTPUT(ItemType::isOutput),
  /** What the pipeline says of itself. */
  SYSTEM(ItemType::isSystem);

  private final Predicate<ItemType> members;

  ItemGroup(Predicate<ItemType> members) {
    this.members = members;
  }

  /** Returns whether the type belongs to this group. */
  public boolean holds(ItemType type) {
    return members.test(type);
  }

  /** Returns the word that names this group on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
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
