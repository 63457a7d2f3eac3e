package org.researchtracker.cli;

import org.researchtracker.cli.command.HelpLayout;
import org.researchtracker.cli.settings.GlobalOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tracker} itself: what all commands share. Has nothing to call, so a command is needed. */
@Command(
    name = "tracker",
    description = {
      "Read, search and bundle the execution logs of a media pipeline",
      "The logs are the truth and are never written to. Every command that reads first brings its"
          + " index of them up to date; nobody has to do that."
    },
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = HelpLayout.EXAMPLES,
    footer = {
      "The newest executions, and one of them stage by stage:",
      "  tracker list",
      "  tracker show latest",
      "Everything in one bundle:",
      "  tracker export --all -o workshop.zip"
    })
final class RootCommand {

  @Mixin final GlobalOptions globals;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Print the version")
  private boolean version;

  RootCommand(GlobalOptions globals) {
    this.globals = globals;
  }

  boolean versionRequested() {
    return version;
  }
}
