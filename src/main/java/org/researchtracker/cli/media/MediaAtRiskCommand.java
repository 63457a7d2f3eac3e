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
import org.researchtracker.model.Selection;
import org.researchtracker.view.Row;
import org.researchtracker.view.Shapes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tracker media at-risk}. */
@Command(
    name = "at-risk",
    description = {
      "Say which media will be lost first if nobody fetches them",
      "Media that are neither in a folder nor in the store, soonest first: expired or expiring signed URLs, files in ComfyUI's temporary folder, outputs that ComfyUI alone remembers, and other URLs. Nobody is asked; media fetch saves what can be saved."
    },
    footerHeading = HelpLayout.EXAMPLES,
    footer = {
      "What has to be saved today:",
      "  tracker media at-risk",
      "Save what ends first, and so on:",
      "  tracker media at-risk --columns execution_id --format tsv | tail -n +2 | sort -u > ids.txt",
      "  tracker media fetch --ids-from ids.txt"
    })
final class MediaAtRiskCommand implements Callable<ExitCode> {
  @Parameters(paramLabel = "ID", arity = "0..*", description = SelectionOptions.ID)
  private List<String> ids = List.of();

  @Mixin private final SelectionOptions selection = new SelectionOptions();
  @Mixin private final ListingOutput output = new ListingOutput();
  private final Session session;

  MediaAtRiskCommand(Session session) {
    this.session = session;
  }

  @Override
  public ExitCode call() throws IOException {
    output.check(session, Shapes.AT_RISK);
    try (Reading reading = Reading.open(session, selection);
        Whereabouts whereabouts = Whereabouts.of(session.settings())) {
      Selection chosen = reading.select(selection, ids);
      RiskList risks =
          new RiskList(reading.catalog(), whereabouts.resolver(), session.console().clock());
      List<Row> rows = risks.rows(chosen, selection.limit().orElse(0), reading.zone());
      try (Rows out = output.open(session, Shapes.AT_RISK, Optional.empty())) {
        out.begin(rows.size(), rows.size());
        rows.forEach(out::add);
        out.end();
      }
      session.notices().say(risks.summary());
      return reading.exit();
    }
  }
}
