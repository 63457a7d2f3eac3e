package org.researchtracker.cli.listing;

import org.researchtracker.cli.command.HelpLayout;
import org.researchtracker.cli.session.Session;
import org.researchtracker.index.RequestedOutputs;
import org.researchtracker.view.OutputRows;
import org.researchtracker.view.Shapes;
import picocli.CommandLine.Command;

/** {@code tracker outputs}. */
@Command(
    name = "outputs",
    description = {
      "List requested outputs and what became of them",
      "One row for each output that was requested: generated, blocked, failed or pending, with the input, its translation and interception, the model, the seed and the medium."
    },
    footerHeading = HelpLayout.EXAMPLES,
    footer = {
      "What became of the outputs of one session:",
      "  tracker outputs --session session-11-03-a",
      "For a program:",
      "  tracker outputs --config bauhaus --json"
    })
public final class OutputsCommand extends ListingAnswer {
  /** Makes the command for a run of the program. */
  public OutputsCommand(Session session) {
    super(
        session,
        Shapes.OUTPUTS,
        (reading, chosen, limit) ->
            RequestedOutputs.of(
                reading.catalog(), chosen, limit, record -> OutputRows.of(record, reading.zone())));
  }
}
