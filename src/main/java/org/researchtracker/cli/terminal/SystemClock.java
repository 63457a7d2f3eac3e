package org.researchtracker.cli.terminal;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/**
 * The system's clock. Its zone is looked up when it is asked for: reading the rules of all zones is
 * a tenth of a start of the program, and {@code --zone} may name another.
 */
final class SystemClock extends Clock {
  @Override
  public ZoneId getZone() {
    return ZoneId.systemDefault();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return Clock.system(zone);
  }

  @Override
  public Instant instant() {
    return Instant.now();
  }
}
