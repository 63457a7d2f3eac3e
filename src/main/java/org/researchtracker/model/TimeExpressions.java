package org.researchtracker.model;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the times that people type, in the zone in force. Immutable. */
public final class TimeExpressions {
  /** Made when a time is typed, which is seldom. */
  private static final class Patterns {
    static final Pattern AGO = Pattern.compile("-?(\\d{1,6})([mhdw])");
    static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  }

  private static final String TIMES =
      "a time looks like 2025-11-03, 2025-11-03T14:30, today, yesterday, -3d or -12h";
  private static final String DAYS =
      "a day looks like 2025-11-03, today or yesterday; several like 2025-11-03..2025-11-05";

  private final ZoneId zone;
  private final ZonedDateTime now;

  /** Takes the time that it is now, and the zone of times that name none. */
  public TimeExpressions(Clock clock, ZoneId zone) {
    this.zone = zone;
    this.now = clock.instant().atZone(zone);
  }

  /** Returns the days that these words choose: commas separate, a leading {@code !} bars. */
  TimeChoice days(List<String> words, String option) {
    List<TimeRange> wanted = new ArrayList<>();
    List<TimeRange> barred = new ArrayList<>();
    for (String word : words) {
      for (String part : word.split(",", -1)) {
        if (part.startsWith("!")) {
          barred.add(days(part.substring(1), option));
        } else if (!part.isBlank()) {
          wanted.add(days(part, option));
        }
      }
    }
    return new TimeChoice(wanted, barred);
  }

  /**
   * Returns the point in time that a word of this option is.
   *
   * @throws TrackerException of kind {@code USAGE} if it is none
   */
  public Instant point(String text, String option) {
    String word = text.strip();
    if (word.equals("now")) {
      return now.toInstant();
    }
    Matcher ago = Patterns.AGO.matcher(word);
    if (ago.matches()) {
      return ago(Long.parseLong(ago.group(1)), ago.group(2).charAt(0));
    }
    return day(word)
        .map(this::startOf)
        .or(() -> Timestamps.instant(word, zone))
        .orElseThrow(() -> wrong(option + " '" + text + "' is no time", TIMES));
  }

  private Instant ago(long count, char unit) {
    ZonedDateTime then =
        switch (unit) {
          case 'm' -> now.minusMinutes(count);
          case 'h' -> now.minusHours(count);
          case 'd' -> now.minusDays(count);
          default -> now.minusWeeks(count);
        };
    return then.toInstant();
  }

  /** Returns the day, or the days from one to another, that a word of this option is. */
  TimeRange days(String text, String option) {
    int dots = text.indexOf("..");
    String first = dots < 0 ? text : text.substring(0, dots);
    String last = dots < 0 ? text : text.substring(dots + 2);
    LocalDate from = day(first.strip()).orElseThrow(() -> noDay(first, text, option));
    LocalDate until = day(last.strip()).orElseThrow(() -> noDay(last, text, option));
    if (until.isBefore(from)) {
      throw wrong(option + " '" + text + "' ends before it begins", DAYS);
    }
    return new TimeRange(startOf(from), startOf(until.plusDays(1)));
  }

  private static TrackerException noDay(String part, String whole, String option) {
    String in = part.equals(whole) ? "" : " in '" + whole + "'";
    return wrong(option + ": '" + part + "'" + in + " is no day", DAYS);
  }

  private Optional<LocalDate> day(String word) {
    if (word.equals("today")) {
      return Optional.of(now.toLocalDate());
    }
    if (word.equals("yesterday")) {
      return Optional.of(now.toLocalDate().minusDays(1));
    }
    if (!Patterns.DATE.matcher(word).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDate.parse(word));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private Instant startOf(LocalDate day) {
    return day.atStartOfDay(zone).toInstant();
  }

  private static TrackerException wrong(String what, String hint) {
    return new TrackerException(TrackerException.Kind.USAGE, what, hint);
  }

  /** Returns the stretch in words, for a person to check it. */
  public static String inWords(TimeRange range, ZoneId zone) {
    Instant from = range.from();
    Instant until = range.until();
    String begin = from == null ? "" : "from " + Timestamps.format(from, zone);
    String end = until == null ? "" : "until before " + Timestamps.format(until, zone);
    return (begin + (begin.isEmpty() || end.isEmpty() ? "" : " ") + end);
  }
}
