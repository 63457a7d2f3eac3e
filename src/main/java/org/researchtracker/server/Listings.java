package org.researchtracker.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.researchtracker.index.ExecutionEntry;
import org.researchtracker.index.ItemEntry;
import org.researchtracker.index.Matches;
import org.researchtracker.index.Place;
import org.researchtracker.index.RequestedOutputs;
import org.researchtracker.model.JsonValue.JsonNull;
import org.researchtracker.model.Selection;
import org.researchtracker.model.StatsGroup;
import org.researchtracker.model.StatsKey;
import org.researchtracker.model.StatsKeys;
import org.researchtracker.model.TextQuery;
import org.researchtracker.view.GroupRows;
import org.researchtracker.view.Listing;
import org.researchtracker.view.ListingFormat;
import org.researchtracker.view.ListingOptions;
import org.researchtracker.view.ListingWriter;
import org.researchtracker.view.OutputRows;
import org.researchtracker.view.Row;
import org.researchtracker.view.Shapes;

/** Answers with listings: the same rows, in the same JSON, as the command line's. */
final class Listings {
  static final String JSON = "application/json";

  /** How many rows a caller gets who does not say. */
  private static final long USUAL = 20;

  private Listings() {}

  /** Executions, newest first. */
  static void executions(Call call) throws IOException, InterruptedException {
    executions(call, call.selection());
  }

  /** The executions of one config. */
  static void ofConfig(Call call) throws IOException, InterruptedException {
    executions(call, call.selection(Optional.of(call.path("name"))));
  }

  private static void executions(Call call, Selection selection)
      throws IOException, InterruptedException {
    long limit = call.limit(USUAL);
    Optional<Place> after = place(call);
    Matches<ExecutionEntry> found = call.catalog().executions(selection, limit, after);
    var catalog = call.catalog();
    var zone = call.research().zone();
    write(
        call,
        selection,
        Shapes.EXECUTIONS,
        found.map(entry -> Shapes.execution(catalog.listed(entry), zone)));
  }

  /** Items across executions. */
  static void items(Call call) throws IOException, InterruptedException {
    Selection selection = call.selection();
    Matches<ItemEntry> found = call.catalog().items(selection, call.limit(USUAL), place(call));
    var zone = call.research().zone();
    UnaryOperator<Row> shown = Redaction.ofItems(call.access());
    write(
        call,
        selection,
        Shapes.ITEMS,
        found.map(entry -> shown.apply(Shapes.item(entry.head(), entry.item(), zone))));
  }

  /** Items that hold words. */
  static void search(Call call) throws IOException, InterruptedException {
    String typed =
        call.query()
            .last(Parameters.QUERY)
            .or(() -> call.query().last("text"))
            .orElseThrow(
                () ->
                    HttpProblem.badRequest("q, the words to look for, is missing")
                        .member("parameter", Parameters.QUERY));
    TextQuery query = call.query().words().query(typed, Parameters.QUERY);
    Selection selection = call.selection().toBuilder().text(query).build();
    Matches<ItemEntry> found = call.catalog().items(selection, call.limit(USUAL), place(call));
    var zone = call.research().zone();
    write(
        call,
        selection,
        Shapes.SEARCH,
        found.map(entry -> Shapes.hit(entry.head(), entry.item(), query, zone)));
  }

  /** Requested outputs and what became of them. */
  static void outputs(Call call) throws IOException, InterruptedException {
    // Item types would select executions here, so what may be seen of an output is in the rows.
    Selection selection =
        call.access().isAll()
            ? call.selection()
            : call.selection().toBuilder().itemType(org.researchtracker.model.Choice.ANY).build();
    var zone = call.research().zone();
    Matches<Row> found =
        RequestedOutputs.of(
            call.catalog(),
            selection,
            call.limit(USUAL),
            place(call),
            record -> OutputRows.of(record, zone),
            Listings::key);
    write(call, selection, Shapes.OUTPUTS, found.map(Redaction.ofOutputs(call.access())));
  }

  /** What tells the row of an output from others of its execution. */
  private static String key(Row row) {
    return text(row, "output_config_index") + " " + text(row, "sequence_number");
  }

  private static String text(Row row, String column) {
    return row.value(column) instanceof JsonNull ? "-" : row.value(column).toJson();
  }

  /** Counts. */
  static void stats(Call call) throws IOException, InterruptedException {
    List<String> words =
        call.query().all(Parameters.BY).stream()
            .flatMap(each -> List.of(each.split(",", -1)).stream())
            .toList();
    List<StatsKey> keys = StatsKeys.parse(words, Parameters.BY);
    Selection selection = call.selection();
    List<StatsGroup> groups = call.catalog().stats(selection, keys);
    Matches<Row> rows = Matches.of(groups, call.limit(0)).map(group -> GroupRows.row(keys, group));
    write(call, selection, GroupRows.listing(keys), rows);
  }

  private static Optional<Place> place(Call call) {
    return call.query()
        .last(Parameters.CURSOR)
        .map(
            text ->
                Place.parse(text)
                    .orElseThrow(
                        () ->
                            HttpProblem.badRequest(
                                    Parameters.CURSOR + " is none that a Link header gave")
                                .member("parameter", Parameters.CURSOR)));
  }

  private static void write(Call call, Selection selection, Listing listing, Matches<Row> found)
      throws IOException, InterruptedException {
    var headers = call.response().getHeaders();
    long leftOut = call.catalog().leftOut(selection);
    if (leftOut > 0) {
      headers.put("Tracker-Left-Out", leftOut);
    }
    found
        .next()
        .ifPresent(
            place -> {
              String query = call.query().with(Parameters.CURSOR, place.text());
              String path = call.request().getHttpURI().getPath();
              headers.put("Link", "<" + path + "?" + query + ">; rel=\"next\"");
            });
    Reply reply = Reply.text(call, JSON, Reply.HELD);
    Writer out = reply.writer();
    ListingWriter writer = ListingWriter.of(ListingFormat.JSON, listing, ListingOptions.PLAIN, out);
    writer.begin(found.total(), found.returned());
    try {
      found.forEach(
          row -> {
            try {
              writer.row(row);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    writer.end();
    out.flush();
    reply.finish();
  }
}
