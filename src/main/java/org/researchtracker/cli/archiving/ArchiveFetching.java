package org.researchtracker.cli.archiving;

import java.util.Optional;
import org.researchtracker.archive.ArchiveRun;
import org.researchtracker.cli.media.FetchOptions;
import org.researchtracker.cli.media.FetchReport;
import org.researchtracker.cli.media.Fetching;
import org.researchtracker.cli.reading.Reading;
import org.researchtracker.cli.session.Session;
import org.researchtracker.media.fetch.FetchSettings;
import org.researchtracker.model.Selection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whether media are fetched before bundles are made of them, and how; as typed. */
@Command
final class ArchiveFetching {
  @Option(names = "--fetch", description = FetchOptions.FETCH)
  private boolean fetching;

  @Mixin private final FetchOptions fetch = new FetchOptions();

  /** Returns what was typed, once it is known to make sense; nothing if nothing is fetched. */
  Optional<FetchSettings> settings() {
    return fetch.toSettings(fetching);
  }

  /** Lets a run fetch first. */
  void prepare(Session session, Reading reading, ArchiveRun run) {
    settings()
        .ifPresent(
            settings ->
                run.bringFirst(
                    ids -> {
                      Selection wanted = Selection.builder().ids(ids).build();
                      FetchReport report =
                          Fetching.run(
                              session,
                              settings,
                              reading.catalog(),
                              reading.catalog().executions(wanted, 0));
                      session.notices().detail(report.summary());
                    }));
  }
}
