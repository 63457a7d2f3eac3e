package org.researchtracker.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.researchtracker.model.Selection;
import org.researchtracker.view.Shapes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tracker outputs}. */
@Command(name = "outputs", description = "List requested outputs and what became of them")
final class OutputsCommand implements PlainCommand {
  @Parameters(paramLabel = "ID", arity = "0..*", description = SelectionOptions.ID)
  private List<String> ids = List.of();

  @Mixin private final SelectionOptions selection = new SelectionOptions();
  @Mixin private final ListingOutput output = new ListingOutput();
  private final Session session;

  OutputsCommand(Session session) {
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
      OutputList found = OutputList.of(reading, chosen, limit);
      try (Rows rows = output.open(session, Shapes.OUTPUTS, Optional.empty())) {
        rows.begin(found.total(), found.returned());
        found.forEach(rows::add);
        rows.end();
      }
      return reading.exit();
    }
  }
}
