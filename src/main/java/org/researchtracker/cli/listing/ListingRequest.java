package org.researchtracker.cli.listing;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.researchtracker.cli.command.ExitCode;
import org.researchtracker.cli.command.PlainLine;
import org.researchtracker.cli.output.ListingOutput;
import org.researchtracker.cli.reading.Reading;
import org.researchtracker.cli.reading.SelectionOptions;
import org.researchtracker.cli.session.Session;
import org.researchtracker.index.Matches;
import org.researchtracker.model.Selection;
import org.researchtracker.view.Listing;
import org.researchtracker.view.Row;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What a listing is made of, and how it is shown: ids, selection and output. Not thread-safe. */
final class ListingRequest {
  @Parameters(paramLabel = "ID", arity = "0..*", description = SelectionOptions.ID)
  private List<String> ids = List.of();

  @Mixin private final SelectionOptions selection = new SelectionOptions();
  @Mixin private final ListingOutput output = new ListingOutput();

  /** Finds the rows of a listing. */
  interface Question {
    /**
     * Asks.
     *
     * @param limit how many rows at most, 0 for all
     */
    Matches<Row> ask(Reading reading, Selection chosen, long limit) throws IOException;
  }

  /** Takes from a line what is not the command's own. */
  void take(PlainLine line) {
    selection.take(line);
    output.take(line);
    ids = line.rest();
  }

  ListingOutput output() {
    return output;
  }

  OptionalLong limit() {
    return selection.limit();
  }

  /** Reads, asks and prints; the rows are written while they are found. */
  ExitCode answer(Session session, Listing listing, Question question) throws IOException {
    output.check(session, listing);
    long limit = output.limit(session, selection.limit());
    try (Reading reading = Reading.open(session, selection)) {
      Matches<Row> rows = question.ask(reading, chosen(reading), limit);
      output.write(session, listing, Optional.empty(), rows);
      return reading.exit();
    }
  }

  /** Opens what is read. */
  Reading open(Session session) {
    return Reading.open(session, selection);
  }

  /** Returns the selection, by what the index has. */
  Selection chosen(Reading reading) {
    return reading.select(selection, ids);
  }
}
