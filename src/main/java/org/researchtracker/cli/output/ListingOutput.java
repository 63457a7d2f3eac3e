package org.researchtracker.cli.output;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.researchtracker.cli.command.PlainLine;
import org.researchtracker.cli.session.Session;
import org.researchtracker.index.Matches;
import org.researchtracker.model.TextQuery;
import org.researchtracker.model.TrackerException;
import org.researchtracker.view.Column;
import org.researchtracker.view.Listing;
import org.researchtracker.view.ListingFormat;
import org.researchtracker.view.ListingOptions;
import org.researchtracker.view.ListingWriter;
import org.researchtracker.view.Palette;
import org.researchtracker.view.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a listing is written: format, place, columns; as typed. */
@Command
public final class ListingOutput {
  /** How many rows a person gets who does not say. */
  static final int SCREENFUL = 20;

  private static final List<String> FORMATS = formats();

  private static final Set<String> LABELLED =
      Set.of("device_id", "user_id", "config_name", "config_used");

  @Mixin private final OutputOptions output = new OutputOptions();

  @Option(
      names = "--format",
      paramLabel = "table|json|jsonl|csv|tsv|md",
      description = OutputOptions.FORMAT)
  private @Nullable String format;

  @Option(
      names = "--columns",
      hideParamSyntax = true,
      paramLabel = "A,B,C",
      split = ",",
      description = "The columns to show, in this order")
  private List<String> columns = List.of();

  private static List<String> formats() {
    List<String> words = new ArrayList<>();
    for (ListingFormat each : ListingFormat.values()) {
      words.add(each.word());
    }
    return words;
  }

  /** Takes these options from a plain line. */
  public void take(PlainLine line) {
    output.take(line);
    format = line.one(null, "--format");
    columns = line.split("--columns");
  }

  /** Says what is wrong with what was typed, before anything is read. */
  public void check(Session session, Listing listing) {
    chosen(session);
    try {
      listing.select(columns);
    } catch (IllegalArgumentException e) {
      throw new TrackerException(
          TrackerException.Kind.USAGE, String.valueOf(e.getMessage()), "", e);
    }
  }

  private ListingFormat chosen(Session session) {
    String word = output.format(session, format, FORMATS, "table", "tsv");
    return ListingFormat.ofWord(word).orElse(ListingFormat.TSV);
  }

  /** Returns whether the form says first how many rows there are. */
  public boolean saysTotal(Session session) {
    return chosen(session) == ListingFormat.JSON;
  }

  /** Returns how many rows at most: what was asked for, else a screenful where a person reads. */
  public long limit(Session session, OptionalLong asked) {
    boolean person = session.console().terminal().out() && !output.goesToFile();
    return asked.orElse(person ? SCREENFUL : 0);
  }

  /** Says what cannot go on for ever: a document with an end, and a file that is there or not. */
  public void checkFollow(Session session) {
    if (chosen(session) == ListingFormat.JSON) {
      throw usage("--follow has no end, and --format json needs one", "take --format jsonl");
    }
    if (output.goesToFile()) {
      throw usage("--follow has no end, and -o writes a file when it is whole", "take > FILE");
    }
  }

  /** Opens standard output for rows that come one by one and have no end. */
  public Rows openEndless(Session session, Listing listing) {
    return rows(session, listing, new Results.Plain(session.console()), Optional.empty());
  }

  private static TrackerException usage(String what, String hint) {
    return new TrackerException(TrackerException.Kind.USAGE, what, hint);
  }

  /** Opens the place for the rows. */
  public Rows open(Session session, Listing listing, Optional<TextQuery> query) throws IOException {
    return rows(session, listing, output.open(session.console(), true), query);
  }

  /**
   * Writes what was found.
   *
   * @param query words to mark
   */
  public void write(Session session, Listing listing, Optional<TextQuery> query, Matches<Row> found)
      throws IOException {
    try (Rows rows = open(session, listing, query)) {
      rows.begin(found.total(), found.returned());
      found.forEach(rows::add);
      rows.end();
    }
  }

  /**
   * Returns the listing with the user's own names for devices, users and configs in tables; other
   * forms keep the ids, by which programs know them.
   */
  private static Listing labelled(Session session, Listing listing) {
    Map<String, String> names = session.ownLabels();
    if (names.isEmpty()) {
      return listing;
    }
    List<Column> columns =
        listing.columns().stream()
            .map(column -> LABELLED.contains(column.name()) ? labelled(column, names) : column)
            .toList();
    return new Listing(listing.array(), columns, listing.table());
  }

  private static Column labelled(Column column, Map<String, String> names) {
    return new Column(
        column.name(),
        column.header(),
        column.right(),
        column.maxWidth(),
        column.flexible(),
        id -> names.getOrDefault(id, id));
  }

  private Rows rows(Session session, Listing listing, Results results, Optional<TextQuery> query) {
    ListingFormat writing = chosen(session);
    boolean terminal = results.terminal();
    Palette palette = session.settings().color().colors(terminal) ? Palette.ANSI : Palette.NONE;
    int width = terminal ? session.console().terminal().size().get().columns() : 0;
    ListingOptions options = ListingOptions.PLAIN.withTerminal(width, palette).withColumns(columns);
    ListingOptions marked = query.map(options::withQuery).orElse(options);
    boolean json = writing == ListingFormat.JSON || writing == ListingFormat.JSONL;
    ListingWriter writer =
        ListingWriter.of(
            writing,
            labelled(session, listing),
            marked,
            json ? results.jsonWriter() : results.writer());
    return new Rows(session, results, writer);
  }
}
