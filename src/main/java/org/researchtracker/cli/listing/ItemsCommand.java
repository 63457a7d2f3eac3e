package org.researchtracker.cli.listing;

import java.io.IOException;
import org.researchtracker.cli.command.ExitCode;
import org.researchtracker.cli.command.HelpLayout;
import org.researchtracker.cli.command.PlainCommand;
import org.researchtracker.cli.command.PlainLine;
import org.researchtracker.cli.output.ListingOutput;
import org.researchtracker.cli.output.Rows;
import org.researchtracker.cli.reading.Reading;
import org.researchtracker.cli.session.Session;
import org.researchtracker.view.Shapes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
  @Option(names = "--follow", description = "Keep on: print items as they are logged")
  private boolean follow;

  @Mixin private final ListingRequest request = new ListingRequest();

  private final Session session;

  /** Makes the command for a run of the program. */
  public ItemsCommand(Session session) {
    this.session = session;
  }

  @Override
  public void take(PlainLine line) {
    follow = line.flag("--follow");
    request.take(line);
  }

  @Override
  public ExitCode call() throws IOException {
    if (follow) {
      return follow();
    }
    return request.answer(
        session,
        Shapes.ITEMS,
        (reading, chosen, limit) ->
            reading
                .catalog()
                .items(chosen, limit)
                .map(entry -> Shapes.item(entry.head(), entry.item(), reading.zone())));
  }

  /** Writes items as they come, until the process is interrupted. */
  private ExitCode follow() throws IOException {
    ListingOutput output = request.output();
    output.check(session, Shapes.ITEMS);
    output.checkFollow(session);
    long limit = output.limit(session, request.limit());
    try (Reading reading = request.open(session)) {
      Following following = new Following(reading, request.chosen(reading));
      try (Rows rows = output.openEndless(session, Shapes.ITEMS)) {
        rows.begin(0, 0);
        following.run(rows, limit, Following.UNTIL_INTERRUPTED);
        rows.end();
      }
      return ExitCode.OK;
    }
  }
}
