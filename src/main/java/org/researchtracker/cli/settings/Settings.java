package org.researchtracker.cli.settings;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.researchtracker.cli.terminal.ByteSize;
import org.researchtracker.cli.terminal.ColorRule;
import org.researchtracker.cli.terminal.Console;
import org.researchtracker.media.PathMap;
import org.researchtracker.model.TrackerException;

/**
 * The settings in force: an option beats the environment, which beats the settings file, which
 * beats what holds by default. Nothing is checked while they are collected, so that all can be
 * shown where one is wrong; {@link #check()} checks all at once.
 */
public final class Settings {
  static final long DEFAULT_MAX_LINE = 64L << 20;

  /**
   * A value and where it came from.
   *
   * @param values as written; none if the default holds
   * @param origin {@code option}, {@code environment}, {@code file} or {@code default}
   * @param place the option, the variable, or the file and line
   * @param base what relative paths among the values are relative to
   */
  public record Value(List<String> values, String origin, String place, Path base) {}

  private final Console console;
  private final UserFolders folders;
  private final Map<Setting, Value> values = new EnumMap<>(Setting.class);

  private Settings(Console console) {
    this.console = console;
    this.folders = new UserFolders(console);
  }

  /** Collects the settings; reads the settings file. */
  public static Settings resolve(Console console, GlobalOptions globals) {
    Settings settings = new Settings(console);
    String named = globals.settingsFile();
    Optional<Path> file =
        named == null
            ? settings.usualFile()
            : Optional.of(settings.path(named, console.cwd(), "--settings-file"));
    Map<Setting, SettingsFile.Entry> entries =
        file.map(named == null ? SettingsFile::readUsual : SettingsFile::readNamed)
            .orElse(Map.of());
    for (Setting setting : Setting.values()) {
      settings.values.put(
          setting, settings.value(setting, globals, file.orElse(console.cwd()), entries));
    }
    return settings;
  }

  /** Checks what was typed, and nothing else: for commands that know no settings as well. */
  public static void checkTyped(Console console, GlobalOptions globals) {
    Settings settings = new Settings(console);
    for (Setting setting : Setting.values()) {
      Value typed = new Value(globals.typed(setting), "option", setting.option(), console.cwd());
      settings.values.put(setting, typed);
      settings.check(setting);
    }
  }

  private Optional<Path> usualFile() {
    return folders.config().map(folder -> folder.resolve("settings.properties"));
  }

  /**
   * Checks the form of every value.
   *
   * @throws TrackerException for the first that cannot be, with its place
   */
  public void check() {
    for (Setting setting : Setting.values()) {
      check(setting);
    }
  }

  /** Checks the form of a value. */
  public void check(Setting setting) {
    if (of(setting).values().isEmpty()) {
      return;
    }
    switch (setting) {
      case LOGS, MEDIA_ROOT, INDEX, STORE, EXCLUDE_FROM, LABELS -> paths(setting);
      case MAP -> pathMap();
      case ZONE -> zone();
      case COLOR -> color();
      case KEEP_MISSING -> keepMissing();
      case MAX_LINE -> maxLine();
    }
  }

  private Value value(
      Setting setting, GlobalOptions globals, Path file, Map<Setting, SettingsFile.Entry> entries) {
    Path cwd = console.cwd();
    List<String> typed = globals.typed(setting);
    Optional<ColorRule.Forced> forced =
        setting == Setting.COLOR ? ColorRule.ofEnvironment(console) : Optional.empty();
    if (!typed.isEmpty() && !(forced.isPresent() && typed.equals(List.of("auto")))) {
      return new Value(typed, "option", setting.option(), cwd);
    }
    if (forced.isPresent()) {
      String word = forced.get().rule().name().toLowerCase(Locale.ROOT);
      return new Value(List.of(word), "environment", forced.get().variable(), cwd);
    }
    String variable = setting.variable().isEmpty() ? "" : console.env(setting.variable());
    List<String> set = variable.isEmpty() ? List.of() : setting.split(variable);
    if (!set.isEmpty()) {
      return new Value(set, "environment", setting.variable(), cwd);
    }
    SettingsFile.Entry entry = entries.get(setting);
    if (entry != null && !entry.values().isEmpty()) {
      Path folder = file.getParent();
      return new Value(
          entry.values(), "file", file + ":" + entry.line(), folder == null ? cwd : folder);
    }
    return new Value(List.of(), "default", "", cwd);
  }

  /** Returns a setting as it was written, and where. */
  public Value of(Setting setting) {
    Value value = values.get(setting);
    if (value == null) {
      throw new IllegalStateException(setting.key());
    }
    return value;
  }

  /** Returns the folders with logs. */
  public List<Path> logRoots() {
    List<Path> roots = logRootsIfAny();
    if (roots.isEmpty()) {
      throw TrackerException.failed(
          "no logs named, and there is no folder logs here",
          "name one: --logs DIR, TRACKER_LOGS"
              + usualFile().map(file -> ", or a line logs = DIR in " + file).orElse(""));
    }
    return roots;
  }

  /** Returns the log roots in force; none where none is named and the usual one is not there. */
  public List<Path> logRootsIfAny() {
    List<Path> named = paths(Setting.LOGS);
    if (!named.isEmpty()) {
      return named;
    }
    Path usual = path("logs", console.cwd(), "");
    return Files.isDirectory(usual) ? List.of(usual) : List.of();
  }

  /** Returns the folders with media that are named; none if the usual ones hold. */
  public List<Path> mediaRoots() {
    return paths(Setting.MEDIA_ROOT);
  }

  /** Returns the rules for paths of other machines. */
  public PathMap pathMap() {
    Value maps = of(Setting.MAP);
    if (maps.values().isEmpty()) {
      return PathMap.none();
    }
    try {
      return PathMap.parse(maps.values(), maps.base());
    } catch (IllegalArgumentException e) {
      throw wrong(maps, String.valueOf(e.getMessage()), "a map looks like /srv/exports=exports");
    }
  }

  /** Returns the index file, if one is named. */
  public Optional<Path> namedIndex() {
    return first(paths(Setting.INDEX));
  }

  /** Returns the folder for caches. */
  public Path cacheFolder() {
    return folders.cache();
  }

  /** Returns the folder for what shall last and cannot be read from the logs again. */
  public Path dataFolder() {
    return folders.data();
  }

  /** Returns the folder that keeps fetched media. */
  public Path store() {
    return paths(Setting.STORE).stream()
        .findFirst()
        .orElseGet(() -> folders.data().resolve("store"));
  }

  /** Returns the zone of times without one. */
  public ZoneId zone() {
    Value value = of(Setting.ZONE);
    if (value.values().isEmpty()) {
      return console.clock().getZone();
    }
    String name = last(value);
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw wrong(
          value, "zone '" + name + "' is unknown", "a zone looks like Europe/Berlin or +01:00");
    }
  }

  /** Returns the file with ids to leave out, if there is one. */
  public Optional<Path> excludeFrom() {
    return first(paths(Setting.EXCLUDE_FROM));
  }

  /** Returns the file with labels, if there is one. */
  public Optional<Path> labels() {
    return first(paths(Setting.LABELS));
  }

  /** Returns when to colour. */
  public ColorRule color() {
    Value value = of(Setting.COLOR);
    if (value.values().isEmpty()) {
      return ColorRule.AUTO;
    }
    try {
      return ColorRule.parse(last(value));
    } catch (TrackerException e) {
      throw wrong(value, e.what(), e.hint());
    }
  }

  /** Returns whether what missing logs held is kept. */
  public boolean keepMissing() {
    Value value = of(Setting.KEEP_MISSING);
    if (value.values().isEmpty()) {
      return false;
    }
    return switch (last(value).toLowerCase(Locale.ROOT)) {
      case "1", "true", "yes", "on" -> true;
      case "0", "false", "no", "off" -> false;
      default ->
          throw wrong(
              value,
              "keep-missing '" + last(value) + "' is neither true nor false",
              "write true or false");
    };
  }

  /** Returns how many bytes a line may have. */
  public long maxLine() {
    Value value = of(Setting.MAX_LINE);
    if (value.values().isEmpty()) {
      return DEFAULT_MAX_LINE;
    }
    return ByteSize.parse(last(value))
        // A line is held in one array.
        .filter(size -> size > 0 && size <= Integer.MAX_VALUE - 16)
        .orElseThrow(
            () ->
                wrong(
                    value,
                    "max-line '" + last(value) + "' is no size between 1 and 2047M",
                    "a size looks like 67108864, 64M or 1G"));
  }

  private static Optional<Path> first(List<Path> paths) {
    return paths.isEmpty() ? Optional.empty() : Optional.of(paths.get(0));
  }

  private List<Path> paths(Setting setting) {
    Value value = of(setting);
    List<Path> paths = new ArrayList<>();
    for (String text : value.values()) {
      paths.add(path(text, value.base(), setting.option()));
    }
    return paths;
  }

  private Path path(String text, Path base, String what) {
    if (text.isEmpty()) {
      throw new TrackerException(
          TrackerException.Kind.USAGE, what + " is empty", "name a file or folder");
    }
    // A shell does this for options; in the settings file and behind "=" nobody else would.
    String home = console.env("HOME");
    String expanded = text.startsWith("~/") && !home.isEmpty() ? home + text.substring(1) : text;
    try {
      // What is relative to the working folder stays so, because messages show it as it was typed.
      return base.equals(Path.of("").toAbsolutePath())
          ? Path.of(expanded)
          : base.resolve(expanded).normalize();
    } catch (InvalidPathException e) {
      throw new TrackerException(
          TrackerException.Kind.USAGE, what + " '" + text + "' is no path on this system", "", e);
    }
  }

  private static String last(Value value) {
    return value.values().get(value.values().size() - 1);
  }

  private static TrackerException wrong(Value value, String what, String hint) {
    return new TrackerException(
        TrackerException.Kind.USAGE, what + " (" + value.place() + ")", hint);
  }
}
