package org.researchtracker.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.researchtracker.index.StatsGroup;
import org.researchtracker.model.Selection;
import org.researchtracker.view.Listing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tracker stats}. */
@Command(
    name = "stats",
    description = {
      "Count executions, items and outputs",
      "Without --by there is one row. Outputs are requested, and of these generated, blocked, failed or pending."
    },
    footerHeading = HelpLayout.EXAMPLES,
    footer = {
      "How many outputs did a config generate?",
      "  tracker stats --output-config sd35_large",
      "Each day by config:",
      "  tracker stats --by day,config"
    })
final class StatsCommand implements Callable<ExitCode> {
  @Parameters(paramLabel = "ID", arity = "0..*", description = SelectionOptions.ID)
  private List<String> ids = List.of();

  @Option(
      names = "--by",
      paramLabel = StatsKeys.LABEL,
      split = ",",
      hideParamSyntax = true,
      description = "What to group by; can be repeated")
  private List<String> by = List.of();

  @Mixin private final SelectionOptions selection = new SelectionOptions();
  @Mixin private final ListingOutput output = new ListingOutput();
  private final Session session;

  StatsCommand(Session session) {
    this.session = session;
  }

  @Override
  public ExitCode call() throws IOException {
    StatsKeys keys = StatsKeys.parse(by);
    Listing listing = keys.listing();
    output.check(session, listing);
    long limit = selection.limit().orElse(0);
    try (Reading reading = Reading.open(session, selection)) {
      Selection chosen = reading.select(selection, ids);
      List<StatsGroup> groups = reading.catalog().stats(chosen, keys.keys());
      long shown = limit == 0 ? groups.size() : Math.min(limit, groups.size());
      try (Rows rows = output.open(session, listing, Optional.empty())) {
        rows.begin(groups.size(), shown);
        groups.stream().limit(shown).forEach(group -> rows.add(keys.row(group)));
        rows.end();
      }
      return reading.exit();
    }
  }
}
