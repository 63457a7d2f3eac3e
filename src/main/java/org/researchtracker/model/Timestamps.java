package org.researchtracker.model;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the timestamps of logs and writes instants for people and programs (log format,
 * <em>Time</em>).
 *
 * <p>Understood is ISO 8601 in its extended form, a date with an optional time: seconds, a fraction
 * of any length (cut after nanoseconds) and the zone may be absent, {@code T} may be a space, years
 * are 0000 to 9999. A hand-written reader, because a million of these are read a second.
 * Thread-safe.
 */
public final class Timestamps {

  /**
   * A timestamp that was understood.
   *
   * @param instant the point in time
   * @param zoned whether the text named its zone
   */
  public record Parsed(Instant instant, boolean zoned) {}

  private Timestamps() {}

  /**
   * Reads a timestamp.
   *
   * @param text the text of the log; null has no instant
   * @param zone the zone of a text without one: the repeated hour takes the earlier offset, the
   *     skipped hour is moved forward
   * @return the instant, or nothing if the text cannot be read
   */
  public static Optional<Parsed> parse(@Nullable String text, ZoneId zone) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      return new Reader(text).read(zone);
    } catch (DateTimeException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  /** Returns the instant of a text that {@link #parse} understands. */
  public static Optional<Instant> instant(@Nullable String text, ZoneId zone) {
    return parse(text, zone).map(Parsed::instant);
  }

  /**
   * Writes an instant as ISO 8601 in a zone, always with seconds and a numeric offset: {@code
   * 2025-11-03T14:30:21+01:00}; a fraction has three, six or nine digits.
   */
  public static String format(Instant instant, ZoneId zone) {
    OffsetDateTime time = instant.atZone(zone).toOffsetDateTime();
    StringBuilder out = new StringBuilder(32);
    appendDateTime(time.toLocalDateTime(), 'T', out);
    int nano = time.getNano();
    if (nano != 0) {
      int digits = nano % 1_000_000 == 0 ? 3 : nano % 1000 == 0 ? 6 : 9;
      out.append('.').append(String.valueOf(1_000_000_000L + nano), 1, 1 + digits);
    }
    return appendOffset(time.getOffset(), out).toString();
  }

  /** Writes an instant for a person's eye: {@code 2025-11-03 14:30:21} in a zone. */
  public static String formatShort(Instant instant, ZoneId zone) {
    StringBuilder out = new StringBuilder(20);
    appendDateTime(LocalDateTime.ofInstant(instant, zone), ' ', out);
    return out.toString();
  }

  /** Writes a number from 0 to 99 with two digits; {@code String.format} takes 50 times as long. */
  public static String two(int value) {
    return two(value, new StringBuilder(2)).toString();
  }

  private static void appendDateTime(LocalDateTime time, char separator, StringBuilder out) {
    out.append(time.toLocalDate()).append(separator);
    two(time.getHour(), out).append(':');
    two(time.getMinute(), out).append(':');
    two(time.getSecond(), out);
  }

  private static StringBuilder appendOffset(ZoneOffset offset, StringBuilder out) {
    // OffsetDateTime would write Z for zero; the contract wants an offset in every place.
    return out.append(offset.getTotalSeconds() == 0 ? "+00:00" : offset.getId());
  }

  private static StringBuilder two(int value, StringBuilder out) {
    return out.append((char) ('0' + value / 10)).append((char) ('0' + value % 10));
  }

  private static final class Reader {
    private final String text;
    private int at;

    Reader(String text) {
      this.text = text;
    }

    Optional<Parsed> read(ZoneId zone) {
      LocalDate date = LocalDate.of(number(4), expect('-').number(2), expect('-').number(2));
      if (at == text.length()) {
        return Optional.of(new Parsed(date.atStartOfDay(zone).toInstant(), false));
      }
      char separator = text.charAt(at++);
      if (separator != 'T' && separator != 't' && separator != ' ') {
        return Optional.empty();
      }
      int hour = number(2);
      int minute = expect(':').number(2);
      int second = peek(':') ? expect(':').number(2) : 0;
      int nano = peek('.') || peek(',') ? fraction() : 0;
      LocalDateTime local = date.atTime(hour, minute, second, nano);
      if (at == text.length()) {
        return Optional.of(new Parsed(local.atZone(zone).toInstant(), false));
      }
      ZoneOffset offset = offset();
      return at == text.length()
          ? Optional.of(new Parsed(local.toInstant(offset), true))
          : Optional.empty();
    }

    private boolean peek(char c) {
      return at < text.length() && text.charAt(at) == c;
    }

    private Reader expect(char c) {
      if (!peek(c)) {
        throw new DateTimeException(text);
      }
      at++;
      return this;
    }

    private int number(int digits) {
      int value = 0;
      for (int i = 0; i < digits; i++) {
        value = value * 10 + digit();
      }
      return value;
    }

    private int digit() {
      int digit = text.charAt(at++) - '0';
      if (digit < 0 || digit > 9) {
        throw new DateTimeException(text);
      }
      return digit;
    }

    private int fraction() {
      at++;
      int nano = digit();
      int digits = 1;
      while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
        int digit = digit();
        if (digits < 9) {
          nano = nano * 10 + digit;
          digits++;
        }
      }
      for (; digits < 9; digits++) {
        nano *= 10;
      }
      return nano;
    }

    private ZoneOffset offset() {
      char sign = text.charAt(at++);
      if (sign == 'Z' || sign == 'z') {
        return ZoneOffset.UTC;
      }
      if (sign != '+' && sign != '-') {
        throw new DateTimeException(text);
      }
      int hours = number(2);
      int minutes = at == text.length() ? 0 : peek(':') ? expect(':').number(2) : number(2);
      int seconds = peek(':') ? expect(':').number(2) : 0;
      if (minutes > 59 || seconds > 59) {
        throw new DateTimeException(text);
      }
      int total = (hours * 60 + minutes) * 60 + seconds;
      return ZoneOffset.ofTotalSeconds(sign == '-' ? -total : total);
    }
  }
}
