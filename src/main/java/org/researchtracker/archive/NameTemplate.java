package org.researchtracker.archive;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.researchtracker.bundle.SafeNames;
import org.researchtracker.model.TrackerException;

/**
 * What bundles are named by, such as <code>{date}_{config}_{id}</code>. A value that cannot stand
 * in a file's name on every system is replaced as inside bundles. Immutable.
 */
public final class NameTemplate {
  /** The words that can stand in braces. */
  public static final List<String> WORDS =
      List.of("date", "time", "id", "config", "session", "device", "user", "per");

  private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)\\}");
  private static final Pattern LITERAL = Pattern.compile("[A-Za-z0-9._-]*");

  /** Leaves room for a version, for {@code .zip.sha256.part}, and for what systems add. */
  private static final int LONGEST = 150;

  private static final int LONGEST_VALUE = 60;

  private final String text;

  private NameTemplate(String text) {
    this.text = text;
  }

  /**
   * Reads a template.
   *
   * @throws TrackerException of kind {@code USAGE} if it cannot name files
   */
  public static NameTemplate parse(String text, String option) {
    Matcher places = PLACE.matcher(text);
    while (places.find()) {
      if (!WORDS.contains(places.group(1))) {
        throw wrong(option + " '" + text + "': there is no " + places.group());
      }
    }
    String literals = PLACE.matcher(text).replaceAll("");
    if (text.isEmpty() || text.startsWith(".") || !LITERAL.matcher(literals).matches()) {
      throw wrong(
          option + " '" + text + "' cannot name files: letters, digits, '.', '_' and '-' can");
    }
    return new NameTemplate(text);
  }

  private static TrackerException wrong(String what) {
    return new TrackerException(
        TrackerException.Kind.USAGE, what, "a template holds {" + String.join("}, {", WORDS) + "}");
  }

  /** Returns the name of a unit's bundles, without version and ending. */
  String name(Unit unit, ZoneId zone) {
    String name = PLACE.matcher(text).replaceAll(place -> value(place, unit, zone));
    return SafeNames.of(name, LONGEST);
  }

  private static String value(MatchResult place, Unit unit, ZoneId zone) {
    Optional<ZonedDateTime> start = unit.started().flatMap(instant -> inReach(instant, zone));
    String value =
        switch (place.group(1)) {
          case "date" ->
              Optional.ofNullable(unit.key().day())
                  .filter(NameTemplate::isInReach)
                  .or(() -> start.map(ZonedDateTime::toLocalDate))
                  .map(LocalDate::toString)
                  .orElse("no-date");
          case "time" -> start.map(NameTemplate::time).orElse("no-time");
          case "config" -> unit.config();
          case "session" -> unit.session();
          case "device" -> unit.device();
          case "user" -> unit.user();
          case "per" -> unit.key().per().word();
          default -> id(unit);
        };
    return Matcher.quoteReplacement(SafeNames.of(value, LONGEST_VALUE));
  }

  private static String id(Unit unit) {
    UnitKey key = unit.key();
    return switch (key.per()) {
      case EXECUTION -> String.valueOf(key.id());
      case SESSION -> unit.session();
      case DAY -> key.day() == null ? "no-date" : key.day().toString();
      case CONFIG -> unit.config();
      case DEVICE -> unit.device();
      case USER -> unit.user();
    };
  }

  private static Optional<ZonedDateTime> inReach(Instant instant, ZoneId zone) {
    return Optional.of(instant.atZone(zone)).filter(time -> isInReach(time.toLocalDate()));
  }

  private static boolean isInReach(LocalDate day) {
    return day.getYear() >= 0 && day.getYear() <= 9999;
  }

  private static String time(ZonedDateTime time) {
    return String.format(
        Locale.ROOT, "%02d%02d%02d", time.getHour(), time.getMinute(), time.getSecond());
  }
}
