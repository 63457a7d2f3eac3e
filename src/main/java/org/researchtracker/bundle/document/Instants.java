package org.researchtracker.bundle.document;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.researchtracker.model.Timestamps;

/** Writes instants as the documents of a bundle want them. */
final class Instants {
  private Instants() {}

  /**
   * Returns the instant as ISO 8601 with the offset {@code +00:00}, with milliseconds where it has
   * any. The checks of Process Run Crate take no {@code Z} and no other number of digits.
   */
  static String utc(Instant instant) {
    return Timestamps.format(instant.truncatedTo(ChronoUnit.MILLIS), ZoneOffset.UTC);
  }
}
