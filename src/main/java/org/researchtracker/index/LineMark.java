package org.researchtracker.index;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Boils the lines that give an execution down to one number, which tells at a glance that nothing
 * was added, taken away or replaced.
 *
 * <p>Lines count by their lengths and checksums and not by where they stand, so that a log that was
 * renamed, compressed or read anew gives the same mark. Equal marks: the same lines say it. Other
 * marks need not mean that anything else is said; only a look at the texts tells.
 */
final class LineMark {
  private long hash = 0x9e3779b97f4a7c15L;

  private LineMark() {}

  /**
   * Returns the mark.
   *
   * @param heads the head lines from the highest rank to the lowest
   * @param winners the occurrences that give the items, in order of their numbers
   */
  static long of(List<HeadLine> heads, List<Occurrence> winners) {
    LineMark mark = new LineMark();
    Set<Long> seen = new HashSet<>();
    for (HeadLine head : heads) {
      long line = number(head.line());
      // A copy of a head line in another log says nothing more.
      if (seen.add(line)) {
        mark.add(line);
      }
    }
    mark.add(-1);
    for (Occurrence item : winners) {
      mark.add(number(item.line));
      mark.add(item.sequenceNumber);
      mark.add(item.place);
    }
    return mark.hash;
  }

  private static long number(LineRef line) {
    return Long.rotateLeft(line.length(), 32) ^ (line.checksum() & 0xffffffffL);
  }

  /** The mixing step of a well-known generator (splitmix64): each bit reaches every other one. */
  private void add(long value) {
    long mixed = hash ^ value;
    mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    hash = (mixed ^ (mixed >>> 31)) + 0x9e3779b97f4a7c15L;
  }
}
