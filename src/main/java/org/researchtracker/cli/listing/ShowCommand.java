package org.researchtracker.cli.listing;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.researchtracker.cli.command.ExitCode;
import org.researchtracker.cli.command.HelpLayout;
import org.researchtracker.cli.command.PlainCommand;
import org.researchtracker.cli.command.PlainLine;
import org.researchtracker.cli.output.OutputOptions;
import org.researchtracker.cli.output.Results;
import org.researchtracker.cli.reading.Reading;
import org.researchtracker.cli.session.Session;
import org.researchtracker.model.ExecutionRecord;
import org.researchtracker.view.ShowFormat;
import org.researchtracker.view.ViewKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tracker show}. */
@Command(
    name = "show",
    description = {
      "Show one execution, stage by stage",
      "The student view names the outputs, the advanced one also what became of the input. The researcher view has every step, and transcript every text in full."
    },
    footerHeading = HelpLayout.EXAMPLES,
    footer = {
      "The newest execution:",
      "  tracker show latest",
      "Everything that is known of one, where its media are included:",
      "  tracker show ws-01-stillepost --full",
      "A page for the browser:",
      "  tracker show ws-01 --format html -o stillepost.html"
    })
public final class ShowCommand implements PlainCommand {
  @Parameters(
      paramLabel = "ID",
      description =
          "An execution: its id, an unambiguous beginning or ending of it, latest, latest~1")
  private String id = "";

  @Option(
      names = "--view",
      paramLabel = "student|advanced|researcher|transcript",
      description = "How much to show (default: researcher)")
  private String view = ViewKind.RESEARCHER.word();

  @Option(names = "--no-head", description = "Show the body alone")
  private boolean noHead;

  @Option(names = "--full", description = "Add every field and the whole content of every item")
  private boolean full;

  @Option(names = "--format", paramLabel = "tree|json|md|html", description = OutputOptions.FORMAT)
  private @Nullable String format;

  @Mixin private final OutputOptions output = new OutputOptions();
  private final Session session;

  /** Makes the command for a run of the program. */
  public ShowCommand(Session session) {
    this.session = session;
  }

  @Override
  public void take(PlainLine line) {
    view = line.text(view, "--view");
    noHead = line.flag("--no-head");
    full = line.flag("--full");
    format = line.one(null, "--format");
    output.take(line);
    id = line.word();
  }

  @Override
  public ExitCode call() throws IOException {
    ShowPlan plan = ShowPlan.of(session, output, format, view).with(!noHead, full);
    try (Reading reading = Reading.open(session)) {
      ExecutionRecord record = reading.record(id);
      try (Results results = output.open(session.console(), plan.format() == ShowFormat.TREE)) {
        plan.write(record, reading, results);
        results.commit();
      }
      return reading.exit();
    }
  }
}
