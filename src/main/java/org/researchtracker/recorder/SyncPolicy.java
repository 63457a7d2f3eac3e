package org.researchtracker.recorder;

import java.time.Duration;

/**
 * When what was written is brought onto the disk, so that it outlives a power failure; what was
 * written outlives the death of the process in any case.
 *
 * @param interval the longest time that written lines stay unsynced; zero: each batch is synced
 */
public record SyncPolicy(Duration interval) {
  /** After each batch: safest, and slowest. */
  public static final SyncPolicy EVERY_BATCH = new SyncPolicy(Duration.ZERO);

  /** When the tracker is closed, or a file is full or of yesterday. */
  public static final SyncPolicy ON_CLOSE = new SyncPolicy(Duration.ofSeconds(Long.MAX_VALUE));

  /** Rejects a negative time. */
  public SyncPolicy {
    if (interval.isNegative()) {
      throw new IllegalArgumentException("interval: " + interval);
    }
  }

  /** Not later than this after a line was written. */
  public static SyncPolicy interval(Duration time) {
    return new SyncPolicy(time);
  }
}
