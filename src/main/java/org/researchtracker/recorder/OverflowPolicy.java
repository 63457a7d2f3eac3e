package org.researchtracker.recorder;

import java.time.Duration;

/**
 * What a call does when the queue is full.
 *
 * @param longestWait how long it waits for room before it drops the event; zero: not at all
 */
public record OverflowPolicy(Duration longestWait) {
  /** Drops the event at once and counts it. */
  public static final OverflowPolicy DROP = new OverflowPolicy(Duration.ZERO);

  /** Rejects a negative time. */
  public OverflowPolicy {
    if (longestWait.isNegative()) {
      throw new IllegalArgumentException("longestWait: " + longestWait);
    }
  }

  /** Waits for room, up to this time, then drops the event: the one way in which a call blocks. */
  public static OverflowPolicy waitUpTo(Duration time) {
    return new OverflowPolicy(time);
  }
}
