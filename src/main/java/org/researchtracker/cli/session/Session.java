package org.researchtracker.cli.session;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import org.researchtracker.cli.settings.GlobalOptions;
import org.researchtracker.cli.settings.Setting;
import org.researchtracker.cli.settings.Settings;
import org.researchtracker.cli.terminal.ByteSize;
import org.researchtracker.cli.terminal.ColorRule;
import org.researchtracker.cli.terminal.Console;
import org.researchtracker.view.Labels;
import picocli.CommandLine.Help.Ansi;

/** One run of the program: what commands are given, made on first use. */
public final class Session {
  private final Console console;
  private final GlobalOptions globals = new GlobalOptions();
  private final Notices notices;
  private Optional<Settings> settings = Optional.empty();
  private Optional<Set<String>> leftOut = Optional.empty();
  private Optional<Map<String, String>> ownLabels = Optional.empty();
  private Optional<Progress> progress = Optional.empty();

  /** Begins a run; reads nothing yet. */
  public Session(Console console) {
    this.console = console;
    this.notices = new Notices(console, globals);
  }

  /** Returns where the program runs. */
  public Console console() {
    return console;
  }

  /** Returns the options of all commands; filled when the command line is taken apart. */
  public GlobalOptions globals() {
    return globals;
  }

  /** Returns what says things on stderr. */
  public Notices notices() {
    return notices;
  }

  /** Returns the settings in force; reads the settings file and checks all at the first call. */
  public Settings settings() {
    if (settings.isEmpty()) {
      Settings resolved = Settings.resolve(console, globals);
      resolved.check();
      settings = Optional.of(resolved);
    }
    return settings.get();
  }

  /** Returns the ids whose executions are left out; reads the file at the first call. */
  public Set<String> leftOut() {
    if (leftOut.isEmpty()) {
      Optional<Path> file = settings().excludeFrom();
      leftOut =
          Optional.of(
              file.isEmpty()
                  ? Set.of()
                  : Set.copyOf(IdList.read(file.get(), Setting.EXCLUDE_FROM.option())));
    }
    return leftOut.get();
  }

  /** Returns the names that the file with labels gives to ids; reads it at the first call. */
  public Map<String, String> ownLabels() {
    if (ownLabels.isEmpty()) {
      Optional<Path> file = settings().labels();
      ownLabels = Optional.of(file.isEmpty() ? Map.of() : LabelsFile.read(file.get()));
    }
    return ownLabels.get();
  }

  /** Returns the names to show for ids, those of well-known configs among them. */
  public Labels labels() {
    return Labels.builtIn().with(ownLabels());
  }

  /** Returns a bar for long work; it is wiped away before anything else is printed. */
  public Progress progress(String what) {
    return progress(what, ByteSize::format);
  }

  /** Returns a bar for long work that is not measured in bytes. */
  public Progress progress(String what, LongFunction<String> amounts) {
    Progress begun = new Progress(console, globals, what, amounts);
    progress = Optional.of(begun);
    return begun;
  }

  /** Wipes the bar away, if there is one. */
  public void clearProgress() {
    if (progress.isPresent()) {
      progress.get().clear();
    }
  }

  /** Returns whether help is coloured: by option and environment alone, for it touches no disk. */
  public Ansi helpAnsi() {
    return ColorRule.of(console, globals.typed(Setting.COLOR)).colors(console.terminal().out())
        ? Ansi.ON
        : Ansi.OFF;
  }
}
