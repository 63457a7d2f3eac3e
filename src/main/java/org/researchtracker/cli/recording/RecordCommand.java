package org.researchtracker.cli.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.researchtracker.cli.command.ExitCode;
import org.researchtracker.cli.command.HelpLayout;
import org.researchtracker.cli.command.PlainCommand;
import org.researchtracker.cli.command.PlainLine;
import org.researchtracker.cli.session.Session;
import org.researchtracker.cli.terminal.Console;
import org.researchtracker.cli.terminal.IoReason;
import org.researchtracker.log.LineFeed;
import org.researchtracker.log.LogAppender;
import org.researchtracker.log.Rotation;
import org.researchtracker.model.Count;
import org.researchtracker.model.TrackerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tracker record}. */
@Command(
    name = "record",
    description = {
      "Append events read on stdin to a log",
      "An event is a line of the log format ('tracker help log-format'); sequence_number and timestamp are given where they are absent. A line that is none is answered on stderr and stops nothing; the exit code is 3 then. The log is tracker-DATE.jsonl in the log root, which other writers may use at the same time."
    },
    footerHeading = HelpLayout.EXAMPLES,
    footer = {
      "One event:",
      "  echo '{\"execution_id\":\"x1\",\"item_type\":\"user_input_text\"}' | tracker record --logs logs",
      "A pipeline that waits until each event is safe:",
      "  my-pipeline | tracker record --ack",
      "Is this file a log?",
      "  tracker record --check events.jsonl"
    })
public final class RecordCommand implements PlainCommand {
  @Option(
      names = "--ack",
      description =
          "Print {\"execution_id\":…,\"sequence_number\":…} for each event once it is on the disk")
  private boolean ack;

  @Option(
      names = "--check",
      paramLabel = "FILE",
      description = "Name every problem of a log, or of stdin (-), and write nothing")
  private @Nullable String check;

  private final Session session;

  /** Makes the command for a run of the program. */
  public RecordCommand(Session session) {
    this.session = session;
  }

  @Override
  public void take(PlainLine line) {
    ack = line.flag("--ack");
    check = line.one(null, "--check");
  }

  @Override
  public ExitCode call() throws IOException {
    return check == null ? record() : new LogCheck(session).of(check);
  }

  private ExitCode record() throws IOException {
    Path root = oneRoot();
    Clock clock = session.console().clock().withZone(session.settings().zone());
    try (LogAppender log = LogAppender.open(root, LogAppender.ROOT_NAME, Rotation.DAILY, clock)) {
      EventPipe pipe = new EventPipe(session, log, clock, ack);
      LineFeed feed = new LineFeed(session.console().in(), session.settings().maxLine());
      pass(feed, pipe, log);
      session.notices().detail("wrote " + Count.of(pipe.written(), "event") + " below " + root);
      return pipe.refused() == 0 ? ExitCode.OK : ExitCode.PARTIAL;
    } catch (IOException e) {
      throw TrackerException.failed(
          "cannot write a log in " + root + ": " + IoReason.of(e),
          "check its permissions, or name another folder with --logs");
    }
  }

  /** Passes on all that comes; what is left in the end is a line as well, though it has no end. */
  private void pass(LineFeed feed, EventPipe pipe, LogAppender log) throws IOException {
    PipeStop.Work last =
        () -> {
          pipe.take(feed.rest().map(List::of).orElse(List.of()));
          log.sync();
        };
    Console console = session.console();
    try (PipeStop stop = PipeStop.watch(console.in(), console.err(), last)) {
      for (int count = await(feed); count >= 0; count = await(feed)) {
        int came = count;
        stop.during(() -> pipe.take(feed.lines(came)));
      }
      stop.end();
    }
  }

  private static int await(LineFeed feed) {
    try {
      return feed.await();
    } catch (IOException e) {
      throw TrackerException.failed(
          "cannot read standard input: " + IoReason.of(e),
          "give it a pipe or a file: tracker record < events.jsonl");
    }
  }

  private Path oneRoot() {
    List<Path> roots = session.settings().logRoots();
    if (roots.size() != 1) {
      throw new TrackerException(
          TrackerException.Kind.USAGE,
          Count.of(roots.size(), "log root") + " in force, and events go to one",
          "name it: --logs DIR");
    }
    if (!Files.isDirectory(roots.get(0))) {
      throw TrackerException.failed(
          "log root "
              + roots.get(0)
              + (Files.exists(roots.get(0)) ? " is no folder" : " does not exist"),
          "name the right one with --logs, or make it: mkdir -p");
    }
    return roots.get(0);
  }
}
