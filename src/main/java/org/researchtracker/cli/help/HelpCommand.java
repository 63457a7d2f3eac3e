package org.researchtracker.cli.help;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.researchtracker.cli.command.ExitCode;
import org.researchtracker.cli.command.HelpLayout;
import org.researchtracker.cli.output.PagedResults;
import org.researchtracker.cli.output.Results;
import org.researchtracker.cli.session.Session;
import org.researchtracker.model.Nearest;
import org.researchtracker.model.TrackerException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tracker help}. */
@Command(
    name = "help",
    description = {
      "Explain a command, the exit codes, the log format or the environment",
      "Topics: exit-codes, log-format, environment."
    },
    footerHeading = HelpLayout.EXAMPLES,
    footer = {
      "The options of a command, as 'tracker list --help' prints them:",
      "  tracker help list",
      "What scripts can rely on:",
      "  tracker help exit-codes"
    })
public final class HelpCommand implements Callable<ExitCode> {
  @Parameters(
      paramLabel = "TOPIC",
      arity = "0..*",
      description = "A command, exit-codes, log-format or environment")
  private List<String> words = List.of();

  private final Session session;
  private final Supplier<CommandLine> commands;

  /**
   * Makes the command.
   *
   * @param commands builds all commands
   */
  public HelpCommand(Session session, Supplier<CommandLine> commands) {
    this.session = session;
    this.commands = commands;
  }

  @Override
  public ExitCode call() throws IOException {
    Optional<HelpTopic> topic =
        words.size() == 1 ? HelpTopic.ofWord(words.get(0)) : Optional.empty();
    try (Results results = PagedResults.of(session.console())) {
      if (topic.isPresent()) {
        topic.get().write(results.writer());
      } else {
        results.writer().write(command().getUsageMessage(session.helpAnsi()));
      }
      results.commit();
    }
    return ExitCode.OK;
  }

  private CommandLine command() {
    CommandLine line = commands.get();
    for (String word : words) {
      CommandLine next = line.getSubcommands().get(word);
      if (next == null) {
        List<String> known = new ArrayList<>(line.getSubcommands().keySet());
        known.addAll(HelpTopic.words());
        List<String> near = Nearest.of(word, known, 1);
        throw new TrackerException(
            TrackerException.Kind.USAGE,
            "no help on '" + String.join(" ", words) + "'",
            near.isEmpty()
                ? "there is help on " + String.join(", ", known)
                : "did you mean " + near.get(0) + "?");
      }
      line = next;
    }
    return line;
  }
}
