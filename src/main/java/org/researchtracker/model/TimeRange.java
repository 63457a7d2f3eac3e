package org.researchtracker.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A half-open stretch of time.
 *
 * @param from the first instant inside, or null if it has no beginning
 * @param until the first instant after it, or null if it has no end
 */
public record TimeRange(@Nullable Instant from, @Nullable Instant until) {
  /** All time. */
  public static final TimeRange ALWAYS = new TimeRange(null, null);

  /** Returns whether this is all time. */
  public boolean isAlways() {
    return from == null && until == null;
  }

  /** Returns whether the instant is inside; what has no instant is inside only all time. */
  public boolean holds(@Nullable Instant instant) {
    if (instant == null) {
      return isAlways();
    }
    return (from == null || !instant.isBefore(from)) && (until == null || instant.isBefore(until));
  }

  /** Returns the stretch that lies in both. */
  public TimeRange and(TimeRange other) {
    Instant later = from;
    if (later == null || (other.from != null && other.from.isAfter(later))) {
      later = other.from;
    }
    Instant earlier = until;
    if (earlier == null || (other.until != null && other.until.isBefore(earlier))) {
      earlier = other.until;
    }
    return new TimeRange(later, earlier);
  }
}
