package org.researchtracker.cli.completion;

import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.researchtracker.cli.command.ExitCode;
import org.researchtracker.cli.command.HelpLayout;
import org.researchtracker.cli.session.Session;
import org.researchtracker.model.TrackerException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tracker completion}. */
@Command(
    name = "completion",
    description = {
      "Print the completion script of a shell",
      "It completes commands, options and what the logs hold: configs, item types, ids."
    },
    footerHeading = HelpLayout.EXAMPLES,
    footer = {
      "bash, for this shell:",
      "  source <(tracker completion bash)",
      "zsh, for all later ones:",
      "  tracker completion zsh > \"${fpath[1]}/_tracker\"",
      "fish, likewise:",
      "  tracker completion fish > ~/.config/fish/completions/tracker.fish"
    })
public final class CompletionCommand implements Callable<ExitCode> {
  @Parameters(paramLabel = "bash|zsh|fish", description = "The shell")
  private String shell = "";

  private final Session session;
  private final Supplier<CommandLine> commands;

  /**
   * Makes the command.
   *
   * @param commands builds all commands
   */
  public CompletionCommand(Session session, Supplier<CommandLine> commands) {
    this.session = session;
    this.commands = commands;
  }

  @Override
  public ExitCode call() {
    CompletionModel model = CompletionModel.of(commands.get());
    String script =
        switch (shell) {
          case "bash" -> new BashCompletion(model).script();
          case "zsh" -> new ZshCompletion(model).script();
          case "fish" -> new FishCompletion(model).script();
          default ->
              throw new TrackerException(
                  TrackerException.Kind.USAGE,
                  "shell '" + shell + "' is not one of bash, zsh, fish",
                  "");
        };
    session.console().out().print(script);
    return ExitCode.OK;
  }
}
