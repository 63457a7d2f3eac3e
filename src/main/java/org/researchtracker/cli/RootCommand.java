package org.researchtracker.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tracker} itself: what all commands share. Has nothing to call, so a command is needed. */
@Command(
    name = "tracker",
    description = "Read, search and bundle the execution logs of a media pipeline",
    synopsisSubcommandLabel = "COMMAND")
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
