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
import org.researchtracker.index.ItemEntry;
import org.researchtracker.index.Matches;
import org.researchtracker.model.Selection;
import org.researchtracker.model.TextQuery;
import org.researchtracker.model.TrackerException;
import org.researchtracker.view.Row;
import org.researchtracker.view.Shapes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tracker search}. */
@Command(
    name = "search",
    description = {
      "Search the contents of items",
      "All words must occur, in any case and order. There are no operators: C++ and a-b are looked for as they stand. In scripts without spaces, such as Chinese, one character is enough."
    },
    footerHeading = HelpLayout.EXAMPLES,
    footer = {
      "Items with both words, and the place where they stand:",
      "  tracker search 'roter hut'",
      "Only in what people wrote:",
      "  tracker search Hut --item-type input"
    })
public final class SearchCommand implements PlainCommand {
  @Parameters(index = "0", paramLabel = "TEXT", description = "The words to look for")
  private String text = "";

  @Parameters(index = "1..*", paramLabel = "ID", arity = "0..*", description = SelectionOptions.ID)
  private List<String> ids = List.of();

  @Mixin private final SelectionOptions selection = new SelectionOptions();
  @Mixin private final ListingOutput output = new ListingOutput();
  private final Session session;

  /** Makes the command for a run of the program. */
  public SearchCommand(Session session) {
    this.session = session;
  }

  @Override
  public void take(PlainLine line) {
    selection.take(line);
    output.take(line);
    text = line.word();
    ids = line.rest();
  }

  @Override
  public ExitCode call() throws IOException {
    output.check(session, Shapes.SEARCH);
    TextQuery query = selection.words().query(text, "TEXT");
    long limit = output.limit(session, selection.limit());
    try (Reading reading = Reading.open(session, selection)) {
      Selection chosen = select(reading).toBuilder().text(query).build();
      Matches<ItemEntry> found = reading.catalog().items(chosen, limit);
      Matches<Row> rows =
          found.map(entry -> Shapes.hit(entry.head(), entry.item(), query, reading.zone()));
      output.write(session, Shapes.SEARCH, Optional.of(query), rows);
      return reading.exit();
    }
  }

  private Selection select(Reading reading) {
    try {
      return reading.select(selection, ids);
    } catch (TrackerException e) {
      if (e.kind() != TrackerException.Kind.NOT_FOUND || ids.isEmpty()) {
        throw e;
      }
      String quotes = "several words to look for go into quotes";
      String hint = e.hint().isEmpty() ? quotes : e.hint() + "; " + quotes;
      throw new TrackerException(e.kind(), e.what(), hint, e);
    }
  }
}
