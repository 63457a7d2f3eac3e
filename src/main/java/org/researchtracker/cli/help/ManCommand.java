package org.researchtracker.cli.help;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.researchtracker.cli.command.ExitCode;
import org.researchtracker.cli.session.Session;
import org.researchtracker.model.TrackerException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code tracker __man}: writes the manual into a folder, in which each section has its own. Called
 * by the build alone.
 */
@Command(name = ManCommand.NAME, hidden = true, description = "Write the manual's pages")
public final class ManCommand implements Callable<ExitCode> {
  /** Its name; no command for people. */
  public static final String NAME = "__man";

  @Parameters(index = "0", paramLabel = "DIR", description = "Where to write man1 and the others")
  private String folder = "";

  @Parameters(
      index = "1",
      paramLabel = "DATE",
      description = "The date that the pages bear, YYYY-MM-DD; what follows is cut off")
  private String date = "";

  private final Session session;
  private final Supplier<CommandLine> commands;

  /**
   * Makes the command.
   *
   * @param commands builds all commands
   */
  public ManCommand(Session session, Supplier<CommandLine> commands) {
    this.session = session;
    this.commands = commands;
  }

  @Override
  public ExitCode call() throws IOException {
    if (!date.matches("\\d{4}-\\d{2}-\\d{2}.*")) {
      throw new TrackerException(
          TrackerException.Kind.USAGE, "'" + date + "' is no date", "one looks like 2026-01-01");
    }
    CommandLine root = commands.get();
    for (ManPage page : ManPage.all(root, date.substring(0, 10))) {
      Path section = session.console().cwd().resolve(folder).resolve("man" + page.section());
      Files.writeString(Files.createDirectories(section).resolve(page.file()), page.text());
    }
    return ExitCode.OK;
  }
}
