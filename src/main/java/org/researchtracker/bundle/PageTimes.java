package org.researchtracker.bundle;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;

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
    return String.format(Locale.ROOT, "%02d:%02d", time.getHour(), time.getMinute());
  }

  /** Returns a time such as {@code 09:10:02}. */
  static String second(Instant instant, ZoneId zone) {
    return minute(instant, zone)
        + String.format(Locale.ROOT, ":%02d", instant.atZone(zone).getSecond());
  }
}
