package org.researchtracker.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tracker settings}. */
@Command(name = "settings", description = "Print each setting in force and where it came from")
final class SettingsCommand implements Callable<ExitCode> {
  @Mixin private final OutputOptions output = new OutputOptions();
  private final Session session;

  SettingsCommand(Session session) {
    this.session = session;
  }

  @Override
  public ExitCode call() throws IOException {
    Console console = session.console();
    String format = output.format(console, List.of("table", "tsv", "json"), "table", "tsv");
    SettingsReport report = SettingsReport.of(session.settings());
    try (Results results = output.open(console, true)) {
      report.write(format, results.writer());
      results.commit();
    }
    return ExitCode.OK;
  }
}
