package org.researchtracker.cli.upkeep;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.researchtracker.cli.command.ExitCode;
import org.researchtracker.cli.command.HelpLayout;
import org.researchtracker.cli.command.PlainCommand;
import org.researchtracker.cli.command.PlainLine;
import org.researchtracker.cli.output.ListingOutput;
import org.researchtracker.cli.output.Rows;
import org.researchtracker.cli.reading.Reading;
import org.researchtracker.cli.session.Session;
import org.researchtracker.view.Listing;
import org.researchtracker.view.Row;
import org.researchtracker.view.Shapes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tracker doctor}. */
@Command(
    name = "doctor",
    description = {
      "Name every problem of logs and media, and what to do",
      "Lines that cannot be read, items in two versions, roots that are missing. Texts of the logs are not shown, unless --excerpts asks for them."
    },
    footerHeading = HelpLayout.EXAMPLES,
    footer = {
      "All problems:",
      "  tracker doctor",
      "For a monitor, which looks at the exit code:",
      "  tracker doctor -q --format json -o problems.json"
    })
public final class DoctorCommand implements PlainCommand {
  @Option(
      names = "--excerpts",
      description = "Show the beginning of each line at fault, which is personal data")
  private boolean excerpts;

  @Mixin private final ListingOutput output = new ListingOutput();
  private final Session session;

  /** Makes the command for a run of the program. */
  public DoctorCommand(Session session) {
    this.session = session;
  }

  @Override
  public void take(PlainLine line) {
    excerpts = line.flag("--excerpts");
    output.take(line);
  }

  @Override
  public ExitCode call() throws IOException {
    Listing listing = excerpts ? Shapes.PROBLEMS_WITH_EXCERPTS : Shapes.PROBLEMS;
    output.check(session, listing);
    try (Reading reading = Reading.openQuietly(session)) {
      Diagnosis diagnosis = Diagnosis.of(session, reading, excerpts);
      List<Row> problems = diagnosis.problems();
      try (Rows rows = output.open(session, listing, Optional.empty())) {
        rows.begin(problems.size(), problems.size());
        problems.forEach(rows::add);
        rows.end();
      }
      diagnosis.remarks().forEach(session.notices()::remark);
      reading.tellLeftOut(Diagnosis.allowed(session));
      return problems.isEmpty() ? ExitCode.OK : ExitCode.PARTIAL;
    }
  }
}
