package org.researchtracker.bundle;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Writes instants as the documents of a bundle want them. */
final class Instants {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Instants() {}

  /**
   * Returns the instant as ISO 8601 with the offset {@code +00:00}, with milliseconds where it has
   * any. The checks of Process Run Crate take no {@code Z} and no other number of digits.
   */
  static String utc(Instant instant) {
    Instant cut = instant.truncatedTo(ChronoUnit.MILLIS);
    return (cut.equals(instant.truncatedTo(ChronoUnit.SECONDS)) ? SECONDS : MILLIS).format(cut)
        + "+00:00";
  }
}
