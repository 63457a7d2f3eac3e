package org.researchtracker.archive;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says from when on nothing more is to be expected of a unit. Immutable.
 *
 * <p>Times come from the clocks of those who wrote the logs. One that lies in the future says
 * nothing; then what counts is when the log was last written.
 *
 * @param settle how long nothing must have been added
 * @param idle how long a session may pause before it is over
 * @param zone the zone of days
 */
record Readiness(Duration settle, Duration idle, ZoneId zone) {

  /**
   * Returns the first instant at which a unit is ready.
   *
   * @param written when the newest log of its doubtful executions was last written, if there are
   *     any
   */
  Instant readyAt(Unit unit, Optional<Instant> written) {
    Instant touched = later(unit.touched().orElse(Instant.MIN), written.orElse(Instant.MIN));
    return switch (unit.key().per()) {
      case EXECUTION -> unit.isOpen() ? plus(touched, settle) : Instant.MIN;
      case SESSION ->
          unit.key().id() == null ? dayIsOver(unit, written) : plus(plus(touched, idle), settle);
      case DAY, CONFIG, DEVICE, USER -> dayIsOver(unit, written);
    };
  }

  private Instant dayIsOver(Unit unit, Optional<Instant> written) {
    LocalDate day = unit.key().day();
    if (day == null) {
      return unit.isOpen() ? plus(written.orElse(Instant.MIN), settle) : Instant.MIN;
    }
    Instant over = plus(midnightAfter(day), settle);
    if (written.isEmpty()) {
      return over;
    }
    Instant seen = plus(midnightAfter(written.get().atZone(zone).toLocalDate()), settle);
    return seen.isBefore(over) ? seen : over;
  }

  /** Where the clocks skip midnight, the day begins later. */
  private Instant midnightAfter(LocalDate day) {
    return day.plusDays(1).atStartOfDay(zone).toInstant();
  }

  private static Instant plus(Instant instant, Duration duration) {
    return instant.equals(Instant.MIN) ? instant : instant.plus(duration);
  }

  private static Instant later(Instant one, @Nullable Instant other) {
    return other == null || one.isAfter(other) ? one : other;
  }
}
