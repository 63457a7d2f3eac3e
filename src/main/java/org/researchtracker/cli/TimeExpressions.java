package org.researchtracker.cli;

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
import org.jspecify.annotations.Nullable;
import org.researchtracker.model.TimeChoice;
import org.researchtracker.model.TimeRange;
import org.researchtracker.model.Timestamps;
import org.researchtracker.model.TrackerException;

/** Reads the times that people type, in the zone in force. */
final class TimeExpressions {
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

  TimeExpressions(Clock clock, ZoneId zone) {
    this.zone = zone;
    this.now = clock.instant().atZone(zone);
  }

  /** Returns the stretch that the three options leave together; null is an option not given. */
  TimeRange range(@Nullable String on, @Nullable String since, @Nullable String until) {
    TimeRange days = on == null ? TimeRange.ALWAYS : days(on);
    Instant from = since == null ? null : point(since, "--since");
    Instant end = until == null ? null : point(until, "--until");
    return days.and(new TimeRange(from, end));
  }

  /** Returns the days that these words choose: commas separate, a leading {@code !} bars. */
  TimeChoice days(List<String> words) {
    List<TimeRange> wanted = new ArrayList<>();
    List<TimeRange> barred = new ArrayList<>();
    for (String word : words) {
      for (String part : word.split(",", -1)) {
        if (part.startsWith("!")) {
          barred.add(days(part.substring(1)));
        } else if (!part.isBlank()) {
          wanted.add(days(part));
        }
      }
    }
    return new TimeChoice(wanted, barred);
  }

  /** Returns the point in time that a word of this option is. */
  Instant point(String text, String option) {
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

  private TimeRange days(String text) {
    int dots = text.indexOf("..");
    String first = dots < 0 ? text : text.substring(0, dots);
    String last = dots < 0 ? text : text.substring(dots + 2);
    LocalDate from = day(first.strip()).orElseThrow(() -> noDay(first, text));
    LocalDate until = day(last.strip()).orElseThrow(() -> noDay(last, text));
    if (until.isBefore(from)) {
      throw wrong("--on '" + text + "' ends before it begins", DAYS);
    }
    return new TimeRange(startOf(from), startOf(until.plusDays(1)));
  }

  private static TrackerException noDay(String part, String whole) {
    String in = part.equals(whole) ? "" : " in '" + whole + "'";
    return wrong("--on: '" + part + "'" + in + " is no day", DAYS);
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
  static String inWords(TimeRange range, ZoneId zone) {
    Instant from = range.from();
    Instant until = range.until();
    String begin = from == null ? "" : "from " + Timestamps.format(from, zone);
    String end = until == null ? "" : "until before " + Timestamps.format(until, zone);
    return (begin + (begin.isEmpty() || end.isEmpty() ? "" : " ") + end);
  }
}
