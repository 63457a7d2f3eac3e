package org.researchtracker.cli.listing;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.researchtracker.cli.command.ExitCode;
import org.researchtracker.cli.command.HelpLayout;
import org.researchtracker.cli.command.PlainCommand;
import org.researchtracker.cli.command.PlainLine;
import org.researchtracker.cli.output.ListingOutput;
import org.researchtracker.cli.reading.Reading;
import org.researchtracker.cli.reading.SelectionOptions;
import org.researchtracker.cli.session.Session;
import org.researchtracker.index.Matches;
import org.researchtracker.model.Selection;
import org.researchtracker.model.StatsGroup;
import org.researchtracker.model.StatsKey;
import org.researchtracker.model.StatsKeys;
import org.researchtracker.view.GroupRows;
import org.researchtracker.view.Listing;
import org.researchtracker.view.Row;
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
public final class StatsCommand implements PlainCommand {
  /** The keys, as help shows them; a test holds them equal to the keys that there are. */
  private static final String KEYS =
      "config|output-config|model|item-type|media-type|status|day|week|month|session|user|device"
          + "|stage|block-reason";

  @Parameters(paramLabel = "ID", arity = "0..*", description = SelectionOptions.ID)
  private List<String> ids = List.of();

  @Option(
      names = "--by",
      paramLabel = KEYS,
      split = ",",
      hideParamSyntax = true,
      description = "What to group by; can be repeated")
  private List<String> by = List.of();

  @Mixin private final SelectionOptions selection = new SelectionOptions();
  @Mixin private final ListingOutput output = new ListingOutput();
  private final Session session;

  /** Makes the command for a run of the program. */
  public StatsCommand(Session session) {
    this.session = session;
  }

  @Override
  public void take(PlainLine line) {
    by = line.split("--by");
    selection.take(line);
    output.take(line);
    ids = line.rest();
  }

  @Override
  public ExitCode call() throws IOException {
    List<StatsKey> keys = StatsKeys.parse(by, "--by");
    Listing listing = GroupRows.listing(keys);
    output.check(session, listing);
    long limit = selection.limit().orElse(0);
    try (Reading reading = Reading.open(session, selection)) {
      Selection chosen = reading.select(selection, ids);
      List<StatsGroup> groups = reading.catalog().stats(chosen, keys);
      Matches<Row> rows = Matches.of(groups, limit).map(group -> GroupRows.row(keys, group));
      output.write(session, listing, Optional.empty(), rows);
      return reading.exit();
    }
  }
}
