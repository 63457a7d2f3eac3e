package org.researchtracker.cli.help;

import org.researchtracker.cli.command.ExitCode;
import org.researchtracker.cli.command.HelpLayout;
import org.researchtracker.cli.command.PlainCommand;
import org.researchtracker.cli.command.PlainLine;
import org.researchtracker.cli.command.Version;
import org.researchtracker.cli.session.Session;
import picocli.CommandLine.Command;

/** {@code tracker version}. */
@Command(
    name = "version",
    description = "Print the version",
    footerHeading = HelpLayout.EXAMPLES,
    footer = {"The version alone, as 'tracker --version' prints it:", "  tracker version"})
public final class VersionCommand implements PlainCommand {
  private final Session session;

  /** Makes the command for a run of the program. */
  public VersionCommand(Session session) {
    this.session = session;
  }

  @Override
  public void take(PlainLine line) {
    // It has no options of its own.
  }

  @Override
  public ExitCode call() {
    session.console().out().println("tracker " + Version.number());
    return ExitCode.OK;
  }
}
