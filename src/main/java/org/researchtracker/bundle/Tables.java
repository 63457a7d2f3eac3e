package org.researchtracker.bundle;

import java.io.IOException;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.researchtracker.bundle.check.MediaFields;
import org.researchtracker.bundle.document.BundleTable;
import org.researchtracker.bundle.document.BundleTables;
import org.researchtracker.bundle.document.BundledExecution;
import org.researchtracker.bundle.document.BundledExecutions;
import org.researchtracker.bundle.document.BundledMedium;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.ExecutionRecord;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonNull;
import org.researchtracker.model.JsonValue.JsonNumber;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.ListedExecution;
import org.researchtracker.view.Column;
import org.researchtracker.view.CsvStyle;
import org.researchtracker.view.Listing;
import org.researchtracker.view.ListingFormat;
import org.researchtracker.view.ListingOptions;
import org.researchtracker.view.ListingWriter;
import org.researchtracker.view.OutputRows;
import org.researchtracker.view.Row;
import org.researchtracker.view.Shapes;

/**
 * The tables of a bundle: every field of the log, one row for each execution, item and requested
 * output.
 */
public final class Tables {
  /** The columns of {@code executions.csv}. */
  public static final Listing EXECUTIONS = listing(BundleTables.EXECUTIONS);

  /** The columns of {@code items.csv}: those of the listing, and the verdict on the medium. */
  public static final Listing ITEMS = listing(BundleTables.ITEMS);

  /** The columns of {@code outputs.csv}. */
  public static final Listing OUTPUTS = listing(BundleTables.OUTPUTS);

  private final BundledExecutions executions;
  private final ZoneId zone;
  private final ListingOptions options;

  Tables(BundledExecutions executions, ZoneId zone, BundleOptions options) {
    this.executions = executions;
    this.zone = zone;
    CsvStyle style =
        CsvStyle.FAITHFUL.withDelimiter(options.csvDelimiter()).withDefuse(options.csvSafe());
    this.options = ListingOptions.PLAIN.withCsv(style);
  }

  private static Listing listing(BundleTable table) {
    return new Listing(
        table.name(),
        table.columns().stream().map(column -> Column.of(column.name())).toList(),
        table.header());
  }

  private interface Rows {
    void of(BundledExecution execution, ListingWriter writer) throws IOException;
  }

  private void write(Listing listing, Appendable out, Rows rows) throws IOException {
    ListingWriter writer = ListingWriter.of(ListingFormat.CSV, listing, options, out);
    writer.begin(0, 0);
    executions.forEach(execution -> rows.of(execution, writer));
    writer.end();
  }

  void writeExecutions(Appendable out) throws IOException {
    write(
        EXECUTIONS,
        out,
        (execution, writer) ->
            writer.row(
                sparse(Shapes.execution(ListedExecution.of(execution.record(), zone), zone))));
  }

  void writeItems(Appendable out) throws IOException {
    write(
        ITEMS,
        out,
        (execution, writer) -> {
          ExecutionRecord record = execution.record();
          for (ExecutionItem item : record.items()) {
            Row row = Shapes.item(record.head(), item, zone);
            writer.row(withMedia(row, execution.media().get(item.sequenceNumber())));
          }
        });
  }

  private static Row withMedia(Row row, @Nullable BundledMedium medium) {
    JsonObject.Builder json = JsonObject.builder().putAll(row.fields());
    MediaFields.put(medium, json);
    return sparse(new Row(json.build(), row.extra()));
  }

  /** Returns the row with an empty cell where it has no unknown fields. */
  private static Row sparse(Row row) {
    return row.extra().isEmpty()
        ? Row.of(JsonObject.builder().putAll(row.fields()).put(Row.EXTRA, JsonNull.NULL).build())
        : row;
  }

  void writeOutputs(Appendable out) throws IOException {
    write(
        OUTPUTS,
        out,
        (execution, writer) -> {
          for (Row row : OutputRows.of(execution.record(), zone)) {
            writer.row(withMedia(row, medium(row, execution)));
          }
        });
  }

  private static @Nullable BundledMedium medium(Row row, BundledExecution execution) {
    JsonValue number = row.fields().get("sequence_number").orElse(JsonNull.NULL);
    return number instanceof JsonNumber sequence
        ? sequence.longValue().map(execution.media()::get).orElse(null)
        : null;
  }
}
