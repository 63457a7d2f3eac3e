package org.researchtracker.cli.upkeep;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.researchtracker.cli.command.ExitCode;
import org.researchtracker.cli.command.HelpLayout;
import org.researchtracker.cli.command.PlainCommand;
import org.researchtracker.cli.command.PlainLine;
import org.researchtracker.cli.output.OutputOptions;
import org.researchtracker.cli.output.Results;
import org.researchtracker.cli.session.Session;
import org.researchtracker.cli.settings.Setting;
import org.researchtracker.cli.settings.Settings;
import org.researchtracker.cli.terminal.Console;
import org.researchtracker.model.TrackerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tracker settings}. */
@Command(
    name = "settings",
    description = {
      "Print each setting in force and where it came from",
      "An option beats the environment, which beats the settings file. A default is shown where nothing is set."
    },
    footerHeading = HelpLayout.EXAMPLES,
    footer = {"Why is this index used?", "  tracker settings --index other.db"})
public final class SettingsCommand implements PlainCommand {
  private static final List<String> FORMATS = List.of("table", "tsv", "json");

  @Option(names = "--format", paramLabel = "table|tsv|json", description = OutputOptions.FORMAT)
  private @Nullable String format;

  @Mixin private final OutputOptions output = new OutputOptions();
  private final Session session;

  /** Makes the command for a run of the program. */
  public SettingsCommand(Session session) {
    this.session = session;
  }

  @Override
  public void take(PlainLine line) {
    format = line.one(null, "--format");
    output.take(line);
  }

  @Override
  public ExitCode call() throws IOException {
    Console console = session.console();
    String word = output.format(session, format, FORMATS, "table", "tsv");
    // Not the session's, which a wrong value would keep from being shown.
    Settings settings = Settings.resolve(console, session.globals());
    SettingsReport report = SettingsReport.of(settings);
    try (Results results = output.open(console, true)) {
      report.write(word, results.writer());
      results.commit();
    }
    for (Setting setting : Setting.values()) {
      try {
        settings.check(setting);
      } catch (TrackerException e) {
        session.notices().say(e.what());
      }
    }
    return ExitCode.OK;
  }
}
