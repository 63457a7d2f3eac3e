package org.researchtracker.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.researchtracker.model.TrackerException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code tracker __man}: writes the manual into a folder, in which each section has its own. Called
 * by the build alone.
 */
@Command(name = CommandTree.MAN, hidden = true, description = "Write the manual's pages")
final class ManCommand implements Callable<ExitCode> {
  @Parameters(index = "0", paramLabel = "DIR", description = "Where to write man1 and the others")
  private String folder = "";

  @Parameters(
      index = "1",
      paramLabel = "DATE",
      description = "The date that the pages bear, YYYY-MM-DD; what follows is cut off")
  private String date = "";

  private final Session session;

  ManCommand(Session session) {
    this.session = session;
  }

  @Override
  public ExitCode call() throws IOException {
    if (!date.matches("\\d{4}-\\d{2}-\\d{2}.*")) {
      throw new TrackerException(
          TrackerException.Kind.USAGE, "'" + date + "' is no date", "one looks like 2026-01-01");
    }
    CommandLine root = new CommandTree(session).whole();
    for (ManPage page : ManPage.all(root, date.substring(0, 10))) {
      Path section = session.console().cwd().resolve(folder).resolve("man" + page.section());
      Files.writeString(Files.createDirectories(section).resolve(page.file()), page.text());
    }
    return ExitCode.OK;
  }
}
