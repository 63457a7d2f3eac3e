package org.researchtracker.cli.listing;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.researchtracker.cli.command.ExitCode;
import org.researchtracker.cli.command.HelpLayout;
import org.researchtracker.cli.command.PlainCommand;
import org.researchtracker.cli.command.PlainLine;
import org.researchtracker.cli.output.ListingOutput;
import org.researchtracker.cli.reading.Reading;
import org.researchtracker.cli.reading.SelectionOptions;
import org.researchtracker.cli.session.Session;
import org.researchtracker.index.ExecutionEntry;
import org.researchtracker.index.Matches;
import org.researchtracker.model.Selection;
import org.researchtracker.view.Row;
import org.researchtracker.view.Shapes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

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
public final class ListCommand implements PlainCommand {
  @Parameters(paramLabel = "ID", arity = "0..*", description = SelectionOptions.ID)
  private List<String> ids = List.of();

  @Mixin private final SelectionOptions selection = new SelectionOptions();
  @Mixin private final ListingOutput output = new ListingOutput();
  private final Session session;

  /** Makes the command for a run of the program. */
  public ListCommand(Session session) {
    this.session = session;
  }

  @Override
  public void take(PlainLine line) {
    selection.take(line);
    output.take(line);
    ids = line.rest();
  }

  @Override
  public ExitCode call() throws IOException {
    output.check(session, Shapes.EXECUTIONS);
    long limit = output.limit(session, selection.limit());
    try (Reading reading = Reading.open(session, selection)) {
      Selection chosen = reading.select(selection, ids);
      Matches<ExecutionEntry> found = reading.catalog().executions(chosen, limit);
      Function<ExecutionEntry, Row> row =
          entry -> Shapes.execution(reading.catalog().listed(entry), reading.zone());
      output.write(session, Shapes.EXECUTIONS, Optional.empty(), found.map(row));
      return reading.exit();
    }
  }
}
