package org.researchtracker.cli.upkeep;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.researchtracker.cli.command.CommandGroup;
import org.researchtracker.cli.command.ExitCode;
import org.researchtracker.cli.command.HelpLayout;
import org.researchtracker.cli.output.Facts;
import org.researchtracker.cli.output.OutputOptions;
import org.researchtracker.cli.output.Results;
import org.researchtracker.cli.reading.Reading;
import org.researchtracker.cli.session.Session;
import org.researchtracker.index.IndexStatus;
import org.researchtracker.index.LogIndex;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tracker index}. */
@Command(
    name = "index",
    description = {
      "Look after the index, which every command keeps up to date by itself",
      "Nobody has to run these: a command that reads brings the index up to date first. It can be deleted at any time."
    },
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = HelpLayout.EXAMPLES,
    footer = {
      "Where it is, and what it holds:",
      "  tracker index status",
      "After a doubt:",
      "  tracker index rebuild"
    })
public final class IndexCommand implements CommandGroup {
  private static final List<ExitCode> CODES =
      List.of(ExitCode.OK, ExitCode.FAILED, ExitCode.USAGE, ExitCode.INTERRUPTED);

  private final Session session;

  /** Makes the command for a run of the program. */
  public IndexCommand(Session session) {
    this.session = session;
  }

  @Command(name = "status", description = "Print what the index is and holds")
  static final class Status implements Callable<ExitCode> {
    @Option(names = "--format", paramLabel = "table|tsv|json", description = OutputOptions.FORMAT)
    private @Nullable String format;

    @Mixin private final OutputOptions output = new OutputOptions();
    private final Session session;

    Status(Session session) {
      this.session = session;
    }

    @Override
    public ExitCode call() throws IOException {
      String word = output.format(session, format, Facts.FORMATS, "table", "tsv");
      try (LogIndex index = Reading.openIndex(session)) {
        IndexStatus status = index.status();
        try (Results results = output.open(session.console(), false)) {
          IndexFacts.of(status).write(word, results.writer());
          results.commit();
        }
      }
      return ExitCode.OK;
    }
  }

  @Command(name = "refresh", description = "Bring the index up to date with the logs")
  static final class Refresh implements Callable<ExitCode> {
    private final Session session;

    Refresh(Session session) {
      this.session = session;
    }

    @Override
    public ExitCode call() {
      try (LogIndex index = Reading.openIndex(session)) {
        index.refresh();
        session.clearProgress();
        session.notices().detail(IndexFacts.summary(index.status()));
      }
      return ExitCode.OK;
    }
  }

  @Command(name = "rebuild", description = "Forget the index and read the logs anew")
  static final class Rebuild implements Callable<ExitCode> {
    private final Session session;

    Rebuild(Session session) {
      this.session = session;
    }

    @Override
    public ExitCode call() {
      try (LogIndex index = Reading.openIndex(session)) {
        index.rebuild();
        session.clearProgress();
        session.notices().detail(IndexFacts.summary(index.status()));
      }
      return ExitCode.OK;
    }
  }

  @Override
  public Map<String, Member> members() {
    Map<String, Member> members = new LinkedHashMap<>();
    members.put("status", new Member(() -> new Status(session), CODES));
    members.put("refresh", new Member(() -> new Refresh(session), CODES));
    members.put("rebuild", new Member(() -> new Rebuild(session), CODES));
    return members;
  }
}
