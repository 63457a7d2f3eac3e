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
import org.researchtracker.index.RequestedOutputs;
import org.researchtracker.model.Selection;
import org.researchtracker.view.OutputRows;
import org.researchtracker.view.Row;
import org.researchtracker.view.Shapes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

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
public final class OutputsCommand implements PlainCommand {
  @Parameters(paramLabel = "ID", arity = "0..*", description = SelectionOptions.ID)
  private List<String> ids = List.of();

  @Mixin private final SelectionOptions selection = new SelectionOptions();
  @Mixin private final ListingOutput output = new ListingOutput();
  private final Session session;

  /** Makes the command for a run of the program. */
  public OutputsCommand(Session session) {
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
    output.check(session, Shapes.OUTPUTS);
    long limit = output.limit(session, selection.limit());
    try (Reading reading = Reading.open(session, selection)) {
      Selection chosen = reading.select(selection, ids);
      Matches<Row> rows =
          RequestedOutputs.of(
              reading.catalog(), chosen, limit, record -> OutputRows.of(record, reading.zone()));
      output.write(session, Shapes.OUTPUTS, Optional.empty(), rows);
      return reading.exit();
    }
  }
}
