package org.researchtracker.cli.media;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.researchtracker.cli.command.ExitCode;
import org.researchtracker.cli.command.HelpLayout;
import org.researchtracker.cli.output.ListingOutput;
import org.researchtracker.cli.output.Rows;
import org.researchtracker.cli.reading.Reading;
import org.researchtracker.cli.reading.SelectionOptions;
import org.researchtracker.cli.reading.Whereabouts;
import org.researchtracker.cli.session.Session;
import org.researchtracker.index.Catalog;
import org.researchtracker.index.ExecutionEntry;
import org.researchtracker.index.Matches;
import org.researchtracker.media.MediaChecker;
import org.researchtracker.media.fetch.FetchSettings;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.Selection;
import org.researchtracker.view.Row;
import org.researchtracker.view.Shapes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tracker media fetch}. */
@Command(
    name = "fetch",
    description = {
      "Bring into the media store what is elsewhere",
      "Media are asked for from ComfyUI by their prompt, from SwarmUI by their path, and from their URLs. What a folder or the store has is not asked for; what breaks off is resumed by the next run.",
      "A line tells of each medium that was not there: + fetched, and of those that are still missing why, with the marks of media check.",
      "Only public addresses are connected to, and the hosts that are named here."
    },
    footerHeading = HelpLayout.EXAMPLES,
    footer = {
      "Everything that can be had, ComfyUI's outputs too:",
      "  tracker media fetch --comfyui http://localhost:8188",
      "What a server of the own network holds, and not too fast:",
      "  tracker media fetch --since -7d --allow-host storage.local --rate 5M"
    })
final class MediaFetchCommand implements Callable<ExitCode> {
  @Parameters(paramLabel = "ID", arity = "0..*", description = SelectionOptions.ID)
  private List<String> ids = List.of();

  @Mixin private final FetchOptions fetch = new FetchOptions();
  @Mixin private final SelectionOptions selection = new SelectionOptions();
  @Mixin private final ListingOutput output = new ListingOutput();
  private final Session session;

  MediaFetchCommand(Session session) {
    this.session = session;
  }

  @Override
  public ExitCode call() throws IOException {
    output.check(session, Shapes.FETCHED);
    FetchSettings settings = fetch.toSettings();
    try (Reading reading = Reading.open(session, selection)) {
      Selection chosen = reading.select(selection, ids);
      Catalog catalog = reading.catalog();
      Matches<ExecutionEntry> executions = catalog.executions(chosen, selection.limit().orElse(0));
      FetchReport report = Fetching.run(session, settings, catalog, executions);
      list(catalog, executions, report);
      report.end();
      return report.complete() ? reading.exit() : ExitCode.PARTIAL;
    }
  }

  /** Tells of the media that were not in hand, as they are now. */
  private void list(Catalog catalog, Matches<ExecutionEntry> executions, FetchReport report)
      throws IOException {
    try (Whereabouts whereabouts = Whereabouts.of(session.settings());
        Rows rows = output.open(session, Shapes.FETCHED, Optional.empty())) {
      MediaChecker checker = new MediaChecker(whereabouts.resolver());
      rows.begin(report.asked(), report.asked());
      int[] execution = {0};
      executions.forEach(
          entry -> {
            for (ExecutionItem item : catalog.media(entry)) {
              report
                  .outcome(FetchReport.tag(execution[0], item))
                  .ifPresent(outcome -> rows.add(row(checker, entry, item, outcome)));
            }
            execution[0]++;
          });
      rows.end();
    }
  }

  private static Row row(
      MediaChecker checker, ExecutionEntry entry, ExecutionItem item, FetchReport.Outcome outcome) {
    String id = entry.executionId();
    return new CheckedMedium(id, entry.head().configName(), item, checker.check(id, item))
        .row(outcome);
  }
}
