package org.researchtracker.cli.completion;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.researchtracker.cli.command.ExitCode;
import org.researchtracker.cli.session.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;

/**
 * {@code tracker __complete KIND}: what completion scripts ask. Quick and silent: it takes the
 * index as it is, and where there is none it prints nothing.
 */
@Command(name = CompleteCommand.NAME, hidden = true, description = "Print what a word may become")
public final class CompleteCommand implements Callable<ExitCode> {
  /** Its name; no command for people. */
  public static final String NAME = "__complete";

  @Parameters(index = "0", paramLabel = "KIND")
  private String kind = "";

  /** The words of the line that is being completed; only options such as {@code --logs} count. */
  @SuppressWarnings("UnusedVariable")
  @Unmatched
  private final List<String> rest = new ArrayList<>();

  private final Session session;

  /** Makes the command for a run of the program. */
  public CompleteCommand(Session session) {
    this.session = session;
  }

  @Override
  public ExitCode call() {
    for (String word : KnownNames.of(session, kind)) {
      session.console().out().println(word);
    }
    return ExitCode.OK;
  }
}
