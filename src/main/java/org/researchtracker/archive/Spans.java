package org.researchtracker.archive;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spans of time as people write and read them. */
public final class Spans {
  private static final Pattern SPAN = Pattern.compile("(\\d{1,9})([smhdw]?)");

  private Spans() {}

  /** Returns the span that a text such as {@code 90s}, {@code 5m}, {@code 26h} or 0 names. */
  public static Optional<Duration> parse(String text) {
    Matcher matcher = SPAN.matcher(text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long count = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "s" -> Optional.of(Duration.ofSeconds(count));
      case "m" -> Optional.of(Duration.ofMinutes(count));
      case "h" -> Optional.of(Duration.ofHours(count));
      case "d" -> Optional.of(Duration.ofDays(count));
      case "w" -> Optional.of(Duration.ofDays(7 * count));
      default -> count == 0 ? Optional.of(Duration.ZERO) : Optional.empty();
    };
  }

  /** Returns a span in its two greatest units. */
  public static String inWords(Duration span) {
    long seconds = Math.max(0, span.toSeconds());
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return seconds / 60 + " min";
    }
    if (seconds < 2 * 86_400) {
      return seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }
    return seconds / 86_400 + " d " + seconds % 86_400 / 3600 + " h";
  }
}
