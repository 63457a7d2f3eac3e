package org.researchtracker.cli.listing;

import java.io.IOException;
import java.util.List;
import org.researchtracker.cli.command.ExitCode;
import org.researchtracker.cli.command.HelpLayout;
import org.researchtracker.cli.command.PlainCommand;
import org.researchtracker.cli.command.PlainLine;
import org.researchtracker.cli.output.ListingOutput;
import org.researchtracker.cli.output.Rows;
import org.researchtracker.cli.reading.Reading;
import org.researchtracker.cli.reading.SelectionOptions;
import org.researchtracker.cli.session.Session;
import org.researchtracker.index.ItemEntry;
import org.researchtracker.index.Matches;
import org.researchtracker.model.Selection;
import org.researchtracker.view.Row;
import org.researchtracker.view.Shapes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tracker items}. */
@Command(
    name = "items",
    description = {
      "List items across executions",
      "An item is a logged step. All options that speak of items must hold for one and the same item, and times are the item's own."
    },
    footerHeading = HelpLayout.EXAMPLES,
    footer = {
      "Everything that was blocked, in either stage:",
      "  tracker items --item-type blocked",
      "All prompts of a day as a table for a spreadsheet:",
      "  tracker items --on 2025-11-03 --item-type user_input_text -o prompts.csv"
    })
public final class ItemsCommand implements PlainCommand {
  @Parameters(paramLabel = "ID", arity = "0..*", description = SelectionOptions.ID)
  private List<String> ids = List.of();

  @Option(names = "--follow", description = "Keep on: print items as they are logged")
  private boolean follow;

  @Mixin private final SelectionOptions selection = new SelectionOptions();
  @Mixin private final ListingOutput output = new ListingOutput();
  private final Session session;

  /** Makes the command for a run of the program. */
  public ItemsCommand(Session session) {
    this.session = session;
  }

  @Override
  public void take(PlainLine line) {
    follow = line.flag("--follow");
    selection.take(line);
    output.take(line);
    ids = line.rest();
  }

  @Override
  public ExitCode call() throws IOException {
    output.check(session, Shapes.ITEMS);
    if (follow) {
      output.checkFollow(session);
    }
    long limit = output.limit(session, selection.limit());
    try (Reading reading = Reading.open(session, selection)) {
      Selection chosen = reading.select(selection, ids);
      if (follow) {
        follow(new Following(reading, chosen), limit);
        return ExitCode.OK;
      }
      Matches<ItemEntry> found = reading.catalog().items(chosen, limit);
      Matches<Row> rows =
          found.map(entry -> Shapes.item(entry.head(), entry.item(), reading.zone()));
      output.write(session, Shapes.ITEMS, chosen.text(), rows);
      return reading.exit();
    }
  }

  /** Writes items as they come, until the process is interrupted. */
  private void follow(Following following, long limit) throws IOException {
    try (Rows rows = output.openEndless(session, Shapes.ITEMS)) {
      rows.begin(0, 0);
      following.run(rows, limit, Following.UNTIL_INTERRUPTED);
      rows.end();
    }
  }
}
