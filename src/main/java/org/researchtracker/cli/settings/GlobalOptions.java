package org.researchtracker.cli.settings;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.researchtracker.cli.command.PlainLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command takes, before its name and after it; as typed. */
@Command
public final class GlobalOptions {
  /** Without it, picocli takes a flag that is given a second time back. */
  private static final String OFF = "false";

  /**
   * Lists as they were begun: one for the options before the command's name, one for those after.
   * Each is filled after it was given here.
   */
  private final Map<Setting, List<List<String>>> lists = new EnumMap<>(Setting.class);

  @Option(
      names = {"-h", "--help"},
      order = -5,
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Print what the command does and its options")
  private boolean help;

  @Option(
      names = "--logs",
      // Java tells methods in any order.
      order = -4,
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description = "Folder with logs, of any depth; can be repeated (default: ./logs)")
  void addLogs(@Nullable List<String> values) {
    note(Setting.LOGS, values);
  }

  @Option(
      names = "--media-root",
      order = -3,
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description =
          "Folder whose files may be read as media; can be repeated (default: the log roots, and"
              + " the folders exports and media* beside them)")
  void addMediaRoots(@Nullable List<String> values) {
    note(Setting.MEDIA_ROOT, values);
  }

  @Option(
      names = "--map",
      order = -2,
      paramLabel = "OLD=NEW",
      scope = ScopeType.INHERIT,
      description = "Where the media of another machine lie on this one; can be repeated")
  void addMaps(@Nullable List<String> values) {
    note(Setting.MAP, values);
  }

  @Option(
      names = "--index",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "The index; can be deleted at any time (default: in the cache folder)")
  private @Nullable String index;

  @Option(
      names = "--store",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description = "Where fetched media are kept (default: in the data folder)")
  private @Nullable String store;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      scope = ScopeType.INHERIT,
      description = "Zone of times without one, such as Europe/Berlin (default: the system's)")
  private @Nullable String zone;

  @Option(
      names = "--exclude-from",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description =
          "User, session, device or execution ids, one a line, whose executions are left out")
  private @Nullable String excludeFrom;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description =
          "CSV with id,label: names to show for devices, users and configs; never part of a bundle")
  private @Nullable String labels;

  @Option(
      names = "--color",
      paramLabel = "auto|always|never",
      scope = ScopeType.INHERIT,
      description = "When to colour (default: auto)")
  private @Nullable String color;

  @Option(
      names = "--settings-file",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description =
          "Settings in the form name = value (default: settings.properties in the"
              + " configuration folder)")
  private @Nullable String settingsFile;

  @Option(
      names = "--max-line",
      paramLabel = "SIZE",
      scope = ScopeType.INHERIT,
      description = "Longest line of a log that is read, such as 128M (default: 64M)")
  private @Nullable String maxLine;

  @Option(
      names = "--keep-missing",
      defaultValue = OFF,
      scope = ScopeType.INHERIT,
      description = "Keep what logs held that are not there now, such as a disk not mounted")
  private boolean keepMissing;

  @Option(
      names = "--no-refresh",
      defaultValue = OFF,
      scope = ScopeType.INHERIT,
      description = "Answer from the index as it is, without looking at the logs first")
  private boolean noRefresh;

  @Option(
      names = "--strict",
      defaultValue = OFF,
      scope = ScopeType.INHERIT,
      description = "Exit with 3 where logs have problems; for export, fail if anything is missing")
  private boolean strict;

  @Option(
      names = {"-q", "--quiet"},
      defaultValue = OFF,
      scope = ScopeType.INHERIT,
      description = "Say nothing but errors")
  private boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      defaultValue = OFF,
      scope = ScopeType.INHERIT,
      description = "Say more on stderr")
  private boolean verbose;

  @Option(
      names = "--debug",
      defaultValue = OFF,
      scope = ScopeType.INHERIT,
      description = "Print a stack trace with an error")
  private boolean debug;

  /** Takes these options from a plain line. */
  public void take(PlainLine line) {
    note(Setting.LOGS, line.many("--logs"));
    note(Setting.MEDIA_ROOT, line.many("--media-root"));
    note(Setting.MAP, line.many("--map"));
    index = line.one(null, "--index");
    store = line.one(null, "--store");
    zone = line.one(null, "--zone");
    excludeFrom = line.one(null, "--exclude-from");
    labels = line.one(null, "--labels");
    color = line.one(null, "--color");
    settingsFile = line.one(null, "--settings-file");
    maxLine = line.one(null, "--max-line");
    keepMissing = line.flag("--keep-missing");
    noRefresh = line.flag("--no-refresh");
    strict = line.flag("--strict");
    quiet = line.flag("-q", "--quiet");
    verbose = line.flag("-v", "--verbose");
    debug = line.flag("--debug");
  }

  /** Is told the same list again with each value that is added to it. */
  private void note(Setting setting, @Nullable List<String> values) {
    if (values != null) {
      List<List<String>> begun = lists.getOrDefault(setting, new ArrayList<>());
      lists.put(setting, begun);
      if (begun.isEmpty() || !isSame(begun.get(begun.size() - 1), values)) {
        begun.add(values);
      }
    }
  }

  @SuppressWarnings(
      "ReferenceEquality") // equal lists may stand on both sides of the command's name
  private static boolean isSame(List<String> a, List<String> b) {
    return a == b;
  }

  /** Returns whether help is asked for instead of the command. */
  public boolean helpRequested() {
    return help;
  }

  /** Returns whether the index is to be taken as it is, without a look at the logs. */
  public boolean noRefresh() {
    return noRefresh;
  }

  /** Returns whether problems in logs make the command end with {@code PARTIAL}. */
  public boolean strict() {
    return strict;
  }

  /** Returns whether nothing but results and errors is to be said. */
  public boolean quiet() {
    return quiet;
  }

  /** Returns whether details are to be said as well; {@code -q} beats that. */
  public boolean verbose() {
    return verbose && !quiet;
  }

  boolean debug() {
    return debug;
  }

  @Nullable String settingsFile() {
    return settingsFile;
  }

  /** Returns what was typed for a setting, empty if nothing was. */
  public List<String> typed(Setting setting) {
    return switch (setting) {
      case LOGS, MEDIA_ROOT, MAP -> {
        List<String> all = new ArrayList<>();
        for (List<String> begun : lists.getOrDefault(setting, List.of())) {
          all.addAll(begun);
        }
        yield all;
      }
      case INDEX -> one(index);
      case STORE -> one(store);
      case ZONE -> one(zone);
      case EXCLUDE_FROM -> one(excludeFrom);
      case LABELS -> one(labels);
      case COLOR -> one(color);
      case MAX_LINE -> one(maxLine);
      case KEEP_MISSING -> keepMissing ? List.of("true") : List.of();
    };
  }

  private static List<String> one(@Nullable String value) {
    return value == null ? List.of() : List.of(value);
  }
}
