package org.researchtracker.bundle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.researchtracker.media.MissingReason;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.JsonText;
import org.researchtracker.model.JsonValue.JsonNumber;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.view.Column;
import org.researchtracker.view.CsvStyle;
import org.researchtracker.view.ExecutionSummary;
import org.researchtracker.view.Listing;
import org.researchtracker.view.ListingFormat;
import org.researchtracker.view.ListingOptions;
import org.researchtracker.view.ListingWriter;
import org.researchtracker.view.OutputRows;
import org.researchtracker.view.Row;
import org.researchtracker.view.Shapes;

/**
 * A payload folder as far as the documents need one: the tables, a record and the media that lie
 * there already, then the documents. What a bundle is made with is somebody else's to test.
 */
final class PayloadFolder {
  static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

  private final Path folder;
  private final List<BundledExecution> executions;
  private final BundleFacts facts;

  PayloadFolder(Path folder, List<BundledExecution> executions, BundleDescription description) {
    this.folder = folder;
    this.executions = executions;
    this.facts = facts(executions, description);
  }

  static BundleFacts facts(List<BundledExecution> executions, BundleDescription description) {
    Map<MissingReason, Long> missing = new EnumMap<>(MissingReason.class);
    long included = 0;
    long items = 0;
    for (BundledExecution execution : executions) {
      items += execution.record().items().size();
      for (BundledMedium medium : execution.media().values()) {
        medium.reason().ifPresent(reason -> missing.merge(reason, 1L, Long::sum));
        included += medium.isIncluded() ? 1 : 0;
      }
    }
    return new BundleFacts(
        "tracker-export-Sample",
        "5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9",
        "urn:uuid:352d9f9f-5770-5743-9e03-fd32aa721a27",
        LocalDate.of(2025, 11, 4),
        Instant.parse("2025-11-04T09:30:00Z"),
        ZONE,
        "0.1.0",
        executions.size(),
        items,
        included,
        missing,
        false,
        true,
        true,
        false,
        description,
        JsonObject.builder().put("tracker_version", "0.1.0").build(),
        List.of());
  }

  BundleFacts facts() {
    return facts;
  }

  BundledExecutions executions() {
    return visitor -> {
      for (BundledExecution execution : executions) {
        visitor.visit(execution);
      }
    };
  }

  /** Writes everything and returns the folder. */
  Path write() throws IOException {
    for (BundledExecution execution : executions) {
      Path own = folder.resolve(execution.folder());
      Files.createDirectories(own);
      put(execution.folder() + "/record.json", JsonText.pretty(execution.record().toJson()) + "\n");
      put(execution.folder() + "/journey.txt", "a journey\n");
      put(execution.transcript(), "a transcript\n");
    }
    put("records.jsonl", "");
    writeTables();
    for (BundleDocument document : BundleDocuments.of(CsvStyle.FAITHFUL)) {
      put(document.path(), text(document));
    }
    return folder;
  }

  String text(BundleDocument document) throws IOException {
    StringBuilder out = new StringBuilder();
    document.write(new BundleDocument.Material(executions(), facts, files()), out);
    return out.toString();
  }

  private void put(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private PayloadFiles files() throws IOException {
    List<PayloadFile> files = new ArrayList<>();
    if (!Files.exists(folder)) {
      return visitor -> {};
    }
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path file :
          found
              .filter(Files::isRegularFile)
              .sorted(Comparator.comparing(Path::toString))
              .toList()) {
        byte[] bytes = Files.readAllBytes(file);
        files.add(
            new PayloadFile(
                folder.relativize(file).toString(),
                bytes.length,
                digest("SHA-512", bytes),
                digest("SHA-256", bytes)));
      }
    }
    return visitor -> {
      for (PayloadFile file : files) {
        visitor.visit(file);
      }
    };
  }

  static String digest(String algorithm, byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private void writeTables() throws IOException {
    table(
        BundleTables.EXECUTIONS,
        (execution, writer) ->
            writer.row(Shapes.execution(ExecutionSummary.of(execution.record(), ZONE), ZONE)));
    table(
        BundleTables.ITEMS,
        (execution, writer) -> {
          for (ExecutionItem item : execution.record().items()) {
            Row row =
                Shapes.item(
                    execution.record().executionId(),
                    execution.record().head().configName(),
                    item,
                    ZONE);
            writer.row(withMedium(row, execution, item.sequenceNumber()));
          }
        });
    table(
        BundleTables.OUTPUTS,
        (execution, writer) -> {
          for (Row row : OutputRows.of(execution.record(), ZONE)) {
            long number =
                row.value("sequence_number") instanceof JsonNumber sequence
                    ? sequence.longValue().orElse(0L)
                    : 0;
            writer.row(withMedium(row, execution, number));
          }
        });
  }

  private interface Rows {
    void write(BundledExecution execution, ListingWriter writer) throws IOException;
  }

  private void table(BundleTable table, Rows rows) throws IOException {
    Listing listing =
        new Listing(table.name(), table.header().stream().map(Column::of).toList(), table.header());
    StringBuilder out = new StringBuilder();
    ListingWriter writer =
        ListingWriter.of(
            ListingFormat.CSV, listing, ListingOptions.PLAIN.withCsv(CsvStyle.FAITHFUL), out);
    writer.begin(0, 0);
    for (BundledExecution execution : executions) {
      rows.write(execution, writer);
    }
    writer.end();
    put(table.path(), out.toString());
  }

  private static Row withMedium(Row row, BundledExecution execution, long number) {
    BundledMedium medium = execution.media().get(number);
    if (medium == null) {
      return row;
    }
    JsonObject.Builder json = JsonObject.builder().putAll(row.fields());
    json.put("media_status", medium.status())
        .put("media_reason", medium.reason().map(MissingReason::wireName).orElse(null))
        .put("media_path", medium.path().orElse(null))
        .put("media_format", medium.format().orElse(null))
        .put("media_sha512", medium.sha512().orElse(null))
        .put("media_original_name", medium.originalName().orElse(null));
    medium.size().ifPresent(size -> json.put("media_size", size));
    return new Row(json.build(), row.extra());
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
