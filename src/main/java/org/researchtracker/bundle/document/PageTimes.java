package org.researchtracker.bundle.document;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import org.researchtracker.model.Timestamps;

/**
 * Dates and times for people. The months are spelt here, because what the Java library calls them
 * depends on its release.
 */
final class PageTimes {
  private static final List<String> MONTHS =
      List.of(
          "January",
          "February",
          "March",
          "April",
          "May",
          "June",
          "July",
          "August",
          "September",
          "October",
          "November",
          "December");

  private PageTimes() {}

  /** Returns a day such as {@code 4 November 2025}. */
  static String day(Instant instant, ZoneId zone) {
    ZonedDateTime time = instant.atZone(zone);
    return time.getDayOfMonth() + " " + MONTHS.get(time.getMonthValue() - 1) + " " + time.getYear();
  }

  /** Returns a time such as {@code 09:10}. */
  static String minute(Instant instant, ZoneId zone) {
    ZonedDateTime time = instant.atZone(zone);
    return Timestamps.two(time.getHour()) + ":" + Timestamps.two(time.getMinute());
  }

  /** Returns a time such as {@code 09:10:02}. */
  static String second(Instant instant, ZoneId zone) {
    return minute(instant, zone) + ":" + Timestamps.two(instant.atZone(zone).getSecond());
  }
}
