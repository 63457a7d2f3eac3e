package org.researchtracker.cli;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.researchtracker.cli.command.ExitCode;
import org.researchtracker.cli.command.PlainLine;
import org.researchtracker.cli.command.Version;
import org.researchtracker.cli.session.Session;
import org.researchtracker.cli.settings.Settings;
import org.researchtracker.cli.terminal.Console;
import org.researchtracker.model.Nearest;
import org.researchtracker.model.TrackerException;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * A command line that {@link PlainLine} leaves to picocli: one that asks for help, is wrong, or is
 * written in one of the less usual ways.
 */
final class PicocliLine {
  private PicocliLine() {}

  /**
   * Does what the line says; returns the exit code.
   *
   * @throws TrackerException if the line is wrong, and whatever the command throws
   */
  static int execute(Console console, String... args) throws Exception {
    Session session = new Session(console);
    CommandLine root = new CommandTree(session).forArguments(args);
    ParseResult parsed;
    try {
      parsed = root.parseArgs(args);
    } catch (ParameterException e) {
      throw usage(e);
    }
    CommandLine asked = lastOf(parsed);
    if (session.globals().helpRequested()) {
      asked.usage(console.out(), session.helpAnsi());
      return ExitCode.OK.code();
    }
    if (parsed.isVersionHelpRequested()) {
      console.out().println("tracker " + Version.number());
      return ExitCode.OK.code();
    }
    Object command = asked.getCommand();
    if (!(command instanceof Callable<?> callable)) {
      String path = asked.getCommandSpec().qualifiedName();
      throw new TrackerException(
          TrackerException.Kind.USAGE,
          "no command given",
          "'" + path + " --help' lists the commands");
    }
    Settings.checkTyped(console, session.globals());
    Object exit = callable.call();
    session.notices().flush();
    return exit instanceof ExitCode code ? code.code() : ExitCode.OK.code();
  }

  private static CommandLine lastOf(ParseResult parsed) {
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    return last.commandSpec().commandLine();
  }

  private static TrackerException usage(ParameterException e) {
    CommandLine line = e.getCommandLine();
    if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
      return unmatched(e, line, unmatched.getUnmatched().get(0), unmatched.isUnknownOption());
    }
    if (e instanceof MissingParameterException) {
      // An option that does not exist may be what took the place of the parameter.
      for (String word : line.getUnmatchedArguments()) {
        if (word.length() > 1 && word.startsWith("-")) {
          return unmatched(e, line, word, true);
        }
      }
    }
    String message = String.valueOf(e.getMessage());
    String what = message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
    return new TrackerException(TrackerException.Kind.USAGE, what, seeHelp(line), e);
  }

  private static TrackerException unmatched(
      ParameterException e, CommandLine line, String word, boolean option) {
    String command = line.getCommandSpec().qualifiedName();
    Set<String> commands = line.getSubcommands().keySet();
    String what = "'" + command + "' takes no '" + word + "'";
    List<String> near = List.of();
    if (option) {
      what = "unknown option '" + word + "'";
      String name = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
      near = Nearest.of(name, line.getCommandSpec().optionsMap().keySet(), 1);
    } else if (!commands.isEmpty()) {
      what = "unknown command '" + command.replaceFirst("^tracker ", "") + " " + word + "'";
      near = Nearest.of(word, commands, 1);
    }
    String hint = near.isEmpty() ? seeHelp(line) : "did you mean " + near.get(0) + "?";
    return new TrackerException(TrackerException.Kind.USAGE, what, hint, e);
  }

  private static String seeHelp(CommandLine line) {
    return "see '" + line.getCommandSpec().qualifiedName() + " --help'";
  }
}
