package org.researchtracker.archive;

/**
 * A set of numbers of which every bit is as good as random, as those of {@link Mixing}: eight bytes
 * for each, and as many that are free. Not thread-safe.
 */
final class Numbers {
  private static final int FIRST = 64;

  private long[] slots = new long[FIRST];
  private int size;
  private boolean hasZero;

  /** Adds a number, which may be there. */
  void add(long number) {
    if (number == 0) {
      hasZero = true;
      return;
    }
    int slot = slot(slots, number);
    if (slots[slot] == 0) {
      slots[slot] = number;
      size++;
      if (2 * size > slots.length) {
        grow();
      }
    }
  }

  boolean contains(long number) {
    return number == 0 ? hasZero : slots[slot(slots, number)] == number;
  }

  private void grow() {
    long[] larger = new long[2 * slots.length];
    for (long number : slots) {
      if (number != 0) {
        larger[slot(larger, number)] = number;
      }
    }
    slots = larger;
  }

  /** Returns where a number is, or the free place where it would be. */
  private static int slot(long[] slots, long number) {
    int slot = (int) number & slots.length - 1;
    while (slots[slot] != 0 && slots[slot] != number) {
      slot = slot + 1 & slots.length - 1;
    }
    return slot;
  }
}
