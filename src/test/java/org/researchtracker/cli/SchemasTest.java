package org.researchtracker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.researchtracker.log.JsonReader;
import org.researchtracker.media.MediaReference;
import org.researchtracker.media.MissingReason;
import org.researchtracker.media.Step;
import org.researchtracker.media.store.MediaStore;
import org.researchtracker.media.store.Origin;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonObject;

/** Holds what the program prints as JSON, and the lines that it reads, against their schemas. */
class SchemasTest {
  private static final Path SCHEMAS = Path.of("src/docs/schemas");

  @TempDir static Path temp;

  @BeforeAll
  static void copyWorkshop() throws IOException {
    new CliHarness(temp).withWorkshop();
    damagedStore(temp.resolve("kept"));
  }

  private static void damagedStore(Path folder) throws IOException {
    Origin origin = Origin.of(Step.WEB, "https://example.org/a", "a", Instant.EPOCH);
    try (MediaStore store = MediaStore.open(folder)) {
      Path file =
          store
              .put(MediaReference.of("e", "a"), new ByteArrayInputStream(new byte[] {1}), origin)
              .file();
      Files.write(file, new byte[] {2});
      store.failed(MediaReference.of("e", "b"), MissingReason.EXPIRED, "", origin);
    }
  }

  private static JsonValue schema(String name) throws IOException {
    return json(Files.readString(SCHEMAS.resolve(name + ".schema.json")));
  }

  private static JsonValue json(String text) {
    return JsonReader.read(text).orElseThrow(() -> new AssertionError("not JSON: " + text));
  }

  @ParameterizedTest
  @CsvSource({
    "list, list",
    "list, list --status nonesuch-is-refused",
    "items, items",
    "items, items --item-type output",
    "search, search der",
    "outputs, outputs",
    "stats, stats",
    "stats, 'stats --by config,output-config,model,item-type,media-type,status,day,stage'",
    "stats, 'stats --by week,month,session,user,device,block-reason'",
    "show, show ws-13",
    "show, show abc-123",
    "show, show ws-03",
    "media, media check",
    "media-fetch, media fetch ws-05 ws-13",
    "media-at-risk, media at-risk",
    "media-store-verify, media store verify",
    "media-store-gc, media store gc --dry-run",
    "media-store-stats, media store stats",
    "media-store-verify, media store verify --store kept",
    "media-store-stats, media store stats --store kept",
    "doctor, doctor",
    "doctor, doctor --excerpts",
    "settings, settings",
    "verify, verify logs",
    "verify, verify logs nowhere",
    "index-status, index status",
    "archive-status, archive status --to logs",
    "import, import logs --dry-run",
    "error, show nope",
    "error, list --bogus",
    "error, list --logs none"
  })
  void printsWhatTheSchemaSays(String name, String command) throws IOException {
    CliResult result = new CliHarness(temp).run((command + " --json").split(" ", -1));
    String text = result.out().isEmpty() ? result.err() : result.out();

    assertThat(JsonSchema.faults(schema(result.out().isEmpty() ? "error" : name), json(text)))
        .isEmpty();
  }

  /** A field that no schema names is a contract that nobody wrote down. */
  @ParameterizedTest
  @CsvSource({
    "list, executions",
    "items, items",
    "search der, items",
    "outputs, outputs",
    "media check, media",
    "media fetch ws-05, media",
    "media at-risk, media"
  })
  void namesEveryFieldThatItPrints(String command, String array) throws IOException {
    CliHarness cli = new CliHarness(temp);
    String name = command.replaceFirst("^media (fetch|at-risk).*", "media-$1").split(" ", -1)[0];
    JsonObject schema = (JsonObject) schema(name);
    JsonObject element = (JsonObject) member(member(member(schema, "properties"), array), "items");
    TreeSet<String> named =
        new TreeSet<>(((JsonObject) member(element, "properties")).members().keySet());
    String header =
        cli.run((command + " --format tsv").split(" ", -1)).out().lines().findFirst().orElseThrow();

    assertThat(header.split("\t", -1))
        .filteredOn(column -> !column.equals("extra"))
        .containsExactlyInAnyOrderElementsOf(named);
  }

  private static JsonValue member(JsonValue object, String name) {
    return ((JsonObject) object).get(name).orElseThrow();
  }

  @Test
  void acceptsEveryLineThatCanBeRead() throws IOException {
    JsonValue schema = schema("log-line");
    int lines = 0;
    for (String log : new String[] {"workshop.jsonl", "design-example.jsonl"}) {
      for (String line : Files.readAllLines(temp.resolve("logs").resolve(log))) {
        var value = JsonReader.read(line);
        if (value.isPresent()) {
          lines++;
          assertThat(JsonSchema.faults(schema, value.get())).as(line).isEmpty();
        }
      }
    }
    assertThat(lines).isGreaterThan(40);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"execution_id\":1}",
        "{\"execution_id\":\"a\",\"sequence_number\":1}",
        "{\"execution_id\":\"a\",\"item_type\":\"output_image\"}",
        "{\"execution_id\":\"a\",\"item_type\":\"output_image\",\"sequence_number\":0}",
        "{\"execution_id\":\"a\",\"item_type\":\"output_image\",\"sequence_number\":1,\"stage\":6}",
        "{\"execution_id\":\"a\",\"item_type\":\"x\",\"sequence_number\":1,\"metadata\":[]}",
        "{\"execution_id\":\"a\",\"items\":{}}",
        "{\"execution_id\":\"a\",\"items\":[{\"item_type\":\"x\"}]}"
      })
  void refusesLinesThatCannotBeRead(String line) throws IOException {
    assertThat(JsonSchema.faults(schema("log-line"), json(line))).isNotEmpty();
  }

  @Test
  void accountsForFilesAsTheSchemaSays() throws IOException {
    CliHarness cli = new CliHarness(temp);
    cli.write("old/run_1762176600500_a1b2c3/metadata.json", "{\"entities\":[],\"x\":NaN}");
    cli.write("old/notes.txt", "not a source");
    int exit = cli.run("import", "old", "--dry-run", "--report", "account.json").exit();

    String account = Files.readString(temp.resolve("account.json"));
    assertThat(exit).isEqualTo(3);
    assertThat(account).contains("not understood", "kept as text");
    assertThat(JsonSchema.faults(schema("import-report"), json(account))).isEmpty();
  }

  @Test
  void everySchemaIsUsed() throws IOException {
    try (Stream<Path> files = Files.list(SCHEMAS)) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".schema.json", "")))
          .containsExactlyInAnyOrder(
              // These four are of the Research API: see ServeDescriptionTest.
              "journey",
              "labels",
              "problem",
              "health",
              "list",
              "items",
              "search",
              "outputs",
              "stats",
              "show",
              "media",
              "media-fetch",
              "media-at-risk",
              "media-store-verify",
              "media-store-gc",
              "media-store-stats",
              "doctor",
              "settings",
              "verify",
              "index-status",
              "archive-status",
              "import",
              "import-report",
              "error",
              "log-line");
    }
  }
}
