package org.researchtracker.recorder;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;

/** The clock of rotation: where the pipeline's own fails, the time stays what it was. */
final class SteadyClock extends Clock {
  private final InstantSource times;
  private final ZoneId zone;
  private Instant last = Instant.EPOCH;

  SteadyClock(InstantSource times, ZoneId zone) {
    this.times = times;
    this.zone = zone;
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  @Override
  public Clock withZone(ZoneId other) {
    return new SteadyClock(times, other);
  }

  @Override
  public Instant instant() {
    try {
      last = times.instant();
    } catch (RuntimeException e) {
      // The day stays the one that it was.
    }
    return last;
  }
}
