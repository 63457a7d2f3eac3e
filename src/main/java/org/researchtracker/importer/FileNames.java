package org.researchtracker.importer;

import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.researchtracker.log.LogFileName;
import org.researchtracker.model.Timestamps;

/** What names of files and folders say. */
final class FileNames {
  static final String METADATA = "metadata.json";

  /** {@code exec_20251103_143025_abc12345}. */
  private static final Pattern RECORD =
      Pattern.compile("exec_\\d{8}_\\d{6}(_[0-9A-Za-z]+)?\\.json");

  private static final Pattern RUN = Pattern.compile("run_(\\d{12,14})_[0-9A-Za-z]+(_\\w+)?");
  private static final Pattern SESSION =
      Pattern.compile("session_(.*)_(\\d{12})_([0-9A-Za-z-]+)", Pattern.DOTALL);
  private static final Pattern SESSION_TIME = Pattern.compile("[0-9]{12}");
  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Pattern NUMBERED = Pattern.compile("(\\d{1,9})_(.+?)(\\.[^.]*)?");
  private static final Pattern PRINTED =
      Pattern.compile("(output|export)_(.*?_\\d{12}_[0-9A-Za-z-]{4,}?)_.*\\.(pdf|xml|docx|html)");

  private static final Set<String> OVERVIEWS =
      Set.of("index.html", "exports.html", "sessions.js", "sessions.html");

  private static final Set<String> LEFT_BEHIND =
      Set.of("thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r", "__pycache__");

  private FileNames() {}

  static boolean isRecord(String name) {
    return RECORD.matcher(name).matches();
  }

  static boolean isUuid(String name) {
    return UUID.matcher(name).matches();
  }

  static boolean isDay(String name) {
    return DAY.matcher(name).matches();
  }

  /** Returns the milliseconds since 1970 that a run's id holds. */
  static Optional<Long> runMillis(String id) {
    Matcher matcher = RUN.matcher(id);
    return matcher.matches() ? Optional.of(Long.parseLong(matcher.group(1))) : Optional.empty();
  }

  /** Returns {@code yyMMddHHmmss} as ISO 8601 without a zone, if it is that. */
  static Optional<String> sessionTime(String digits) {
    if (!SESSION_TIME.matcher(digits).matches()) {
      return Optional.empty();
    }
    String iso =
        String.format(
            "20%s-%s-%sT%s:%s:%s",
            digits.substring(0, 2),
            digits.substring(2, 4),
            digits.substring(4, 6),
            digits.substring(6, 8),
            digits.substring(8, 10),
            digits.substring(10, 12));
    return Timestamps.parse(iso, ZoneOffset.UTC).map(parsed -> iso);
  }

  /** Returns the time in the name of a session's folder, likewise. */
  static Optional<String> sessionTimeOfFolder(String name) {
    Matcher matcher = SESSION.matcher(name);
    return matcher.matches() ? sessionTime(matcher.group(2)) : Optional.empty();
  }

  static boolean isSession(String name) {
    return SESSION.matcher(name).matches();
  }

  /** Returns whether a folder of this name is a run though nothing in it says so. */
  static boolean isRun(String name) {
    return RUN.matcher(name).matches() || isUuid(name);
  }

  /**
   * The parts of a numbered name, such as {@code 07_output_image.png}.
   *
   * @param number the number before the first underscore
   * @param type what follows it, without the extension
   */
  record Numbered(int number, String type) {}

  static Optional<Numbered> numbered(String name) {
    Matcher matcher = NUMBERED.matcher(name);
    return matcher.matches()
        ? Optional.of(new Numbered(Integer.parseInt(matcher.group(1)), matcher.group(2)))
        : Optional.empty();
  }

  /** Returns whether a file bears a name that the recorder of runs, or its ancestor, gives. */
  static boolean isOfRun(String name) {
    return numbered(name).isPresent()
        || name.startsWith("output_")
        || name.equals("input_text.txt")
        || name.equals("transformed_text.txt");
  }

  /** Returns what a printed copy of a session calls it: user, time and id. */
  static Optional<String> printedSession(String name) {
    Matcher matcher = PRINTED.matcher(name);
    return matcher.matches() ? Optional.of(matcher.group(2)) : Optional.empty();
  }

  /** Returns whether a file outside of runs is the page, or its script, that lists sessions. */
  static boolean isOverview(String name) {
    return OVERVIEWS.contains(name);
  }

  /** Returns why a file is nothing that belongs into a log, by its name alone. */
  static Optional<String> passedOver(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (name.startsWith(".")) {
      return Optional.of("a hidden file");
    }
    if (LEFT_BEHIND.contains(lower)) {
      return Optional.of("left behind by a file manager");
    }
    if (endsWith(lower, ".lock", ".lck", ".pid")) {
      return Optional.of("a lock");
    }
    if (endsWith(lower, ".db", ".sqlite", ".sqlite3", "-wal", "-shm", "-journal")) {
      return Optional.of("a database, such as an index");
    }
    if (endsWith(lower, ".tmp", ".part", ".swp", ".crdownload", "~")) {
      return Optional.of("a temporary file");
    }
    if (LogFileName.isLog(name)) {
      return Optional.of("a log already: name its folder with --logs");
    }
    return Optional.empty();
  }

  private static boolean endsWith(String name, String... endings) {
    for (String ending : endings) {
      if (name.endsWith(ending)) {
        return true;
      }
    }
    return false;
  }
}
