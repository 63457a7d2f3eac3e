package org.researchtracker.cli.archiving;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.researchtracker.archive.ArchiveReport;
import org.researchtracker.archive.ArchiveRun;
import org.researchtracker.bundle.BundleOptions;
import org.researchtracker.cli.bundling.BundleContentOptions;
import org.researchtracker.cli.command.ExitCode;
import org.researchtracker.cli.command.HelpLayout;
import org.researchtracker.cli.reading.Reading;
import org.researchtracker.cli.reading.Whereabouts;
import org.researchtracker.cli.session.Session;
import org.researchtracker.model.TimeExpressions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tracker archive retry}. */
@Command(
    name = "retry",
    description = {
      "Complete bundles whose media have turned up",
      "A complete version is put beside the old one. Media that stay missing are not told of again;"
          + " 'archive status' names them."
    },
    footerHeading = HelpLayout.EXAMPLES,
    footer = {
      "After the exports of last week were copied back:",
      "  tracker archive retry --to /srv/archive --media-root /mnt/exports"
    })
final class ArchiveRetryCommand implements Callable<ExitCode> {
  @Option(names = "--min-free", paramLabel = "SIZE", description = ArchiveCommand.MIN_FREE)
  private String minFree = "0";

  @Mixin private final ArchivePlace place;
  @Mixin private final ArchiveOptions archive = new ArchiveOptions();
  @Mixin private final ArchiveFetching fetching = new ArchiveFetching();
  @Mixin private final BundleContentOptions content = new BundleContentOptions();
  private final Session session;

  ArchiveRetryCommand(Session session, ArchivePlace group) {
    this.session = session;
    this.place = new ArchivePlace(group);
  }

  @Override
  public ExitCode call() throws IOException {
    TimeExpressions times =
        new TimeExpressions(session.console().clock(), session.settings().zone());
    BundleOptions options = content.toOptions(times);
    long room = ArchiveOptions.size("--min-free", minFree);
    try (ArchiveRun run = archive.beginExisting(session, place.folder(session), "retry");
        Whereabouts whereabouts = Whereabouts.of(session.settings())) {
      if (fetching.settings().isEmpty()) {
        run.readAhead(whereabouts.resolver());
      }
      try (Reading reading = Reading.openUnwatched(session)) {
        fetching.prepare(session, reading, run);
        ArchiveReport report =
            run.retry(
                ArchiveCommand.ingredients(session, reading, whereabouts, content, options),
                session.leftOut(),
                room);
        return ArchiveWords.end(session, report, reading.exit());
      }
    }
  }
}
