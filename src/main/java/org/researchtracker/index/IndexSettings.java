package org.researchtracker.index;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;

/**
 * What an index is made of.
 *
 * @param file where the index lies
 * @param roots the log roots, as they were named
 * @param zone the zone of timestamps that name none
 * @param keepMissing whether logs that are not there keep what they held, because a disk may not be
 *     mounted
 * @param maxLine the longest line that is read, bytes
 */
public record IndexSettings(
    Path file, List<Path> roots, ZoneId zone, boolean keepMissing, long maxLine) {
  /** Copies the roots and rejects a line limit below 1. */
  public IndexSettings {
    roots = List.copyOf(roots);
    if (maxLine < 1) {
      throw new IllegalArgumentException("max-line: " + maxLine);
    }
  }
}
