package org.researchtracker.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.researchtracker.index.ItemEntry;
import org.researchtracker.index.Matches;
import org.researchtracker.model.Selection;
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
final class ItemsCommand implements Callable<ExitCode> {
  @Parameters(paramLabel = "ID", arity = "0..*", description = SelectionOptions.ID)
  private List<String> ids = List.of();

  @Option(names = "--follow", description = "Keep on: print items as they are logged")
  private boolean follow;

  @Mixin private final SelectionOptions selection = new SelectionOptions();
  @Mixin private final ListingOutput output = new ListingOutput();
  private final Session session;

  ItemsCommand(Session session) {
    this.session = session;
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
        return output.follow(session, Shapes.ITEMS, new Following(reading, chosen), limit);
      }
      Matches<ItemEntry> found = reading.catalog().items(chosen, limit);
      Summaries summaries = new Summaries(reading);
      try (Rows rows = output.open(session, Shapes.ITEMS, chosen.text())) {
        rows.begin(found.total(), found.returned());
        found.forEach(entry -> rows.add(summaries.row(entry)));
        rows.end();
      }
      return reading.exit();
    }
  }
}
