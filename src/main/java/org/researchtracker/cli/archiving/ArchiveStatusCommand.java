package org.researchtracker.cli.archiving;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.researchtracker.archive.ArchiveStatus;
import org.researchtracker.cli.command.ExitCode;
import org.researchtracker.cli.command.HelpLayout;
import org.researchtracker.cli.output.OutputOptions;
import org.researchtracker.cli.output.Results;
import org.researchtracker.cli.session.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tracker archive status}. */
@Command(
    name = "status",
    description = {
      "Say how it stands with an archive; what a monitor asks",
      "Exit code 3 says that no run ended well within --max-age. A run ends well that did all it"
          + " could, if only without some media."
    },
    footerHeading = HelpLayout.EXAMPLES,
    footer = {
      "Which media are missing in which bundle:",
      "  tracker archive status --to /srv/archive --json | jq '.missing[]'"
    })
final class ArchiveStatusCommand implements Callable<ExitCode> {
  @Option(
      names = "--max-age",
      paramLabel = "SPAN",
      description = "How long ago the last run may have been that ended well (default: 26h)")
  private String maxAge = "26h";

  @Option(names = "--format", paramLabel = "table|tsv|json", description = OutputOptions.FORMAT)
  private @Nullable String format;

  @Mixin private final ArchivePlace place;
  @Mixin private final OutputOptions output = new OutputOptions();
  private final Session session;

  ArchiveStatusCommand(Session session, ArchivePlace group) {
    this.session = session;
    this.place = new ArchivePlace(group);
  }

  @Override
  public ExitCode call() throws IOException {
    Duration age = ArchiveOptions.span("--max-age", maxAge);
    String word = output.format(session, format, List.of("table", "tsv", "json"), "table", "tsv");
    ArchiveStatus status = ArchiveStatus.of(place.folder(session));
    boolean fresh = status.isFresh(session.console().clock().instant(), age);
    try (Results results = output.open(session.console(), false)) {
      ArchiveFacts.write(status, fresh, session.settings().zone(), word, results.writer());
      results.commit();
    }
    if (!fresh) {
      session.notices().say("no run of this archive ended well within the last " + maxAge);
    }
    return fresh ? ExitCode.OK : ExitCode.PARTIAL;
  }
}
