package org.researchtracker.cli;

import java.util.Optional;
import org.researchtracker.cli.command.ExitCode;
import org.researchtracker.cli.command.PlainCommand;
import org.researchtracker.cli.session.Session;
import org.researchtracker.cli.settings.Settings;
import org.researchtracker.cli.terminal.Console;

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
    Optional<PlainCommand> plain = PlainCommands.of(quick, args);
    if (plain.isPresent()) {
      Settings.checkTyped(console, quick.globals());
      ExitCode exit = plain.get().call();
      quick.notices().flush();
      return exit.code();
    }
    return PicocliLine.execute(console, args);
  }
}
