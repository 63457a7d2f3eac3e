package org.researchtracker.model;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which values of one field a selection takes: any of those wanted, none of those barred. Without
 * wanted values everything is wanted, also the absent value; an absent value is never one of the
 * wanted.
 *
 * @param wanted the values of which one must hold; empty if any will do
 * @param barred the values that must not hold
 */
public record Choice(Set<String> wanted, Set<String> barred) {
  /** Takes everything. */
  public static final Choice ANY = new Choice(Set.of(), Set.of());

  private static final List<ItemGroup> GROUPS = List.of(ItemGroup.values());

  /** Copies the sets. */
  public Choice {
    wanted = Set.copyOf(wanted);
    barred = Set.copyOf(barred);
  }

  /**
   * Returns the choice that these words of the command line make: commas separate, a leading {@code
   * !} bars.
   */
  public static Choice parse(Collection<String> words) {
    Set<String> wanted = new LinkedHashSet<>();
    Set<String> barred = new LinkedHashSet<>();
    for (String word : words) {
      for (String value : word.split(",", -1)) {
        if (value.startsWith("!")) {
          barred.add(value.substring(1));
        } else if (!value.isEmpty()) {
          wanted.add(value);
        }
      }
    }
    return wanted.isEmpty() && barred.isEmpty() ? ANY : new Choice(wanted, barred);
  }

  /** Returns whether everything is taken. */
  public boolean isAny() {
    return wanted.isEmpty() && barred.isEmpty();
  }

  /** Returns whether no value is given, or an empty one alone. */
  public boolean namesNothing() {
    return wanted.isEmpty() && (barred.isEmpty() || barred.equals(Set.of("")));
  }

  /** Returns whether a field with this value is taken. */
  public boolean takes(@Nullable String value) {
    if (isAny()) {
      return true;
    }
    return value == null
        ? wanted.isEmpty()
        : (wanted.isEmpty() || wanted.contains(value)) && !barred.contains(value);
  }

  /** Returns whether an item type is taken, where a word may also name a group. */
  public boolean takes(ItemType type) {
    return isAny() || ((wanted.isEmpty() || names(wanted, type)) && !names(barred, type));
  }

  private static boolean names(Set<String> words, ItemType type) {
    if (words.contains(type.name())) {
      return true;
    }
    for (ItemGroup group : GROUPS) {
      if (words.contains(group.word()) && group.holds(type)) {
        return true;
      }
    }
    return false;
  }
}
