package org.researchtracker.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.researchtracker.model.TrackerException;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** The entry of the program: arguments in, exit code out. */
public final class Main {

  private Main() {}

  /** Runs the program and ends the process with its exit code. */
  public static void main(String[] args) {
    HeadStart.begin(args);
    int exit = run(Console.system(), args);
    StartArchive.request();
    System.exit(exit);
  }

  /** Runs the program on a console; the whole of it, so that tests see what users see. */
  static int run(Console console, String... args) {
    ErrorReporter errors = new ErrorReporter(console, args);
    int exit = errors.guard(() -> execute(console, args));
    // What is still buffered may meet the full disk or the closed pipe only now.
    int flushed =
        errors.guard(
            () -> {
              console.out().flush();
              return exit;
            });
    console.err().flush();
    return flushed;
  }

  private static int execute(Console console, String... args) throws Exception {
    Session quick = new Session(console);
    Optional<PlainCommand> plain = PlainCommand.of(quick, args);
    if (plain.isPresent()) {
      Settings.checkTyped(console, quick.globals());
      ExitCode exit = plain.get().call();
      quick.notices().flush();
      return exit.code();
    }
    Session session = new Session(console);
    CommandLine root = new CommandTree(session).forArguments(args);
    ParseResult parsed = root.parseArgs(args);
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
}
