package org.researchtracker.cli.listing;

import org.researchtracker.cli.command.HelpLayout;
import org.researchtracker.cli.session.Session;
import org.researchtracker.view.Shapes;
import picocli.CommandLine.Command;

/** {@code tracker list}. */
@Command(
    name = "list",
    description = {
      "List executions, newest first",
      "One row for each: id, start, device, config, status, outputs, blocked outputs and the first input. A terminal shows the newest 20 in a table cut to its width, a pipe gets all."
    },
    footerHeading = HelpLayout.EXAMPLES,
    footer = {
      "What did not end well yesterday:",
      "  tracker list --on yesterday --status blocked,error",
      "The ids of one config's executions, for another program:",
      "  tracker list --config dada --format tsv --columns execution_id"
    })
public final class ListCommand extends ListingAnswer {
  /** Makes the command for a run of the program. */
  public ListCommand(Session session) {
    super(
        session,
        Shapes.EXECUTIONS,
        (reading, chosen, limit) ->
            reading
                .catalog()
                .executions(chosen, limit)
                .map(entry -> Shapes.execution(reading.catalog().listed(entry), reading.zone())));
  }
}
