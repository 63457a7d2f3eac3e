package org.researchtracker.log;

import java.util.Arrays;

/**
 * The highest sequence number of each execution, by a hash of its id, so that a million executions
 * take 32 MiB. Two ids of one hash share a number, which leaves a gap in one of them and doubles
 * nothing. Not thread-safe.
 */
final class NumberTable {
  /** What an id that was never seen has. */
  static final long UNKNOWN = -1;

  private long[] hashes = new long[1 << 8];
  private long[] numbers = new long[1 << 8];
  private int size;

  /** Returns the hash of an id, never 0. */
  static long hash(String id) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < id.length(); i++) {
      hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
    }
    hash ^= hash >>> 32;
    hash *= 0x9e3779b97f4a7c15L;
    hash ^= hash >>> 29;
    return hash == 0 ? 1 : hash;
  }

  int size() {
    return size;
  }

  long get(long hash) {
    int slot = slot(hash);
    return hashes[slot] == hash ? numbers[slot] : UNKNOWN;
  }

  /** Notes a number unless a higher one is known. */
  void raise(long hash, long number) {
    int slot = slot(hash);
    if (hashes[slot] == hash) {
      numbers[slot] = Math.max(numbers[slot], number);
      return;
    }
    hashes[slot] = hash;
    numbers[slot] = number;
    size++;
    if (size * 2 > hashes.length) {
      grow();
    }
  }

  void clear() {
    Arrays.fill(hashes, 0);
    size = 0;
  }

  /** Returns the hashes, in order. */
  long[] sortedHashes() {
    long[] sorted = Arrays.stream(hashes).filter(hash -> hash != 0).toArray();
    Arrays.sort(sorted);
    return sorted;
  }

  private int slot(long hash) {
    int mask = hashes.length - 1;
    int slot = (int) hash & mask;
    while (hashes[slot] != 0 && hashes[slot] != hash) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldHashes = hashes;
    long[] oldNumbers = numbers;
    hashes = new long[oldHashes.length * 2];
    numbers = new long[oldHashes.length * 2];
    for (int i = 0; i < oldHashes.length; i++) {
      if (oldHashes[i] != 0) {
        int slot = slot(oldHashes[i]);
        hashes[slot] = oldHashes[i];
        numbers[slot] = oldNumbers[i];
      }
    }
  }
}
