package org.researchtracker.cli.media;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.researchtracker.cli.command.ExitCode;
import org.researchtracker.cli.command.HelpLayout;
import org.researchtracker.cli.command.PlainCommand;
import org.researchtracker.cli.command.PlainLine;
import org.researchtracker.cli.output.ListingOutput;
import org.researchtracker.cli.output.MissingList;
import org.researchtracker.cli.output.Rows;
import org.researchtracker.cli.reading.Reading;
import org.researchtracker.cli.reading.SelectionOptions;
import org.researchtracker.cli.reading.Whereabouts;
import org.researchtracker.cli.session.Session;
import org.researchtracker.model.Selection;
import org.researchtracker.view.Shapes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tracker media check}. */
@Command(
    name = "check",
    description = {
      "Say of every medium whether it is there, in a line each",
      "= present, - missing, ! unreadable, ~ remote and not brought yet, ? there, but of another type than the log or its name says. Nothing is fetched, and of each file only the beginning is read."
    },
    footerHeading = HelpLayout.EXAMPLES,
    footer = {
      "What is not there, and why:",
      "  tracker media check | grep -v '^='",
      "The executions that lack media, for other commands:",
      "  tracker media check --missing incomplete.txt",
      "  tracker list --ids-from incomplete.txt"
    })
public final class MediaCheckCommand implements PlainCommand {
  @Parameters(paramLabel = "ID", arity = "0..*", description = SelectionOptions.ID)
  private List<String> ids = List.of();

  @Option(
      names = "--missing",
      paramLabel = "FILE",
      description =
          "Write the ids of executions that lack a medium, one a line, as --ids-from takes them")
  private @Nullable String missing;

  @Mixin private final SelectionOptions selection = new SelectionOptions();
  @Mixin private final ListingOutput output = new ListingOutput();
  private final Session session;

  /** Makes the command for a run of the program. */
  public MediaCheckCommand(Session session) {
    this.session = session;
  }

  @Override
  public void take(PlainLine line) {
    missing = line.one(missing, "--missing");
    selection.take(line);
    output.take(line);
    ids = line.rest();
  }

  @Override
  public ExitCode call() throws IOException {
    output.check(session, Shapes.MEDIA);
    try (Reading reading = Reading.open(session, selection);
        Whereabouts whereabouts = Whereabouts.of(session.settings());
        MissingList list = MissingList.of(session, missing, "--missing")) {
      Selection chosen = reading.select(selection, ids);
      MediaTally tally = new MediaTally(list);
      try (Rows rows = output.open(session, Shapes.MEDIA, chosen.text())) {
        MediaCheck check =
            new MediaCheck(
                reading.catalog(), chosen, selection.limit().orElse(0), whereabouts.resolver());
        long count = output.saysTotal(session) ? check.count() : 0;
        rows.begin(count, count);
        check.run(
            checked -> {
              tally.add(checked);
              rows.add(checked.row());
            });
        rows.end();
      }
      list.commit();
      session.notices().say(tally.summary());
      return tally.complete() ? reading.exit() : ExitCode.PARTIAL;
    }
  }
}
