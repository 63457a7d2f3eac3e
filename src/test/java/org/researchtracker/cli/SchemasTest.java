package org.researchtracker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.researchtracker.importer.SourceForm;
import org.researchtracker.log.JsonReader;
import org.researchtracker.media.MediaReference;
import org.researchtracker.media.MissingReason;
import org.researchtracker.media.Step;
import org.researchtracker.media.store.MediaStore;
import org.researchtracker.media.store.Origin;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonArray;
import org.researchtracker.model.JsonValue.JsonNull;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.MediaType;
import org.researchtracker.model.Status;

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

  /** A schema, and what is held against it; together all commands that print JSON. */
  private static final List<String> PRINTED =
      List.of(
          "list: list",
          "list: list --status nonesuch-is-refused",
          "items: items",
          "items: items --item-type output",
          "search: search der",
          "outputs: outputs",
          "stats: stats",
          "stats: stats --by config,output-config,model,item-type,media-type,status,day,stage",
          "stats: stats --by week,month,session,user,device,block-reason",
          "show: show ws-13",
          "show: show abc-123",
          "show: show ws-03",
          "media: media check",
          "media-fetch: media fetch ws-05 ws-13",
          "media-at-risk: media at-risk",
          "media-store-verify: media store verify",
          "media-store-gc: media store gc --dry-run",
          "media-store-stats: media store stats",
          "media-store-verify: media store verify --store kept",
          "media-store-stats: media store stats --store kept",
          "doctor: doctor",
          "doctor: doctor --excerpts",
          "settings: settings",
          "verify: verify logs",
          "verify: verify logs nowhere",
          "index-status: index status",
          "archive-status: archive status --to logs",
          "import: import logs --dry-run",
          "error: show nope",
          "error: list --bogus",
          "error: list --logs none");

  private static String schemaOf(String printed) {
    return printed.substring(0, printed.indexOf(':'));
  }

  private static String commandOf(String printed) {
    return printed.substring(printed.indexOf(':') + 2);
  }

  static List<String> printed() {
    return PRINTED;
  }

  @ParameterizedTest
  @MethodSource("printed")
  void printsWhatTheSchemaSays(String printed) throws IOException {
    CliResult result = new CliHarness(temp).run((commandOf(printed) + " --json").split(" ", -1));
    String text = result.out().isEmpty() ? result.err() : result.out();
    String name = result.out().isEmpty() ? "error" : schemaOf(printed);

    assertThat(JsonSchema.faults(schema(name), json(text))).isEmpty();
  }

  /** What programs read shall be written down, before somebody relies on it. */
  @Test
  void everyCommandThatPrintsJsonHasItsSchemaAndItsRow() throws IOException {
    String page = Files.readString(Path.of("src/docs/scripting.md"));
    List<String> json =
        CommandTreeTest.commands(temp)
            .filter(command -> command.optionsMap().containsKey("--json"))
            .map(command -> command.qualifiedName().substring("tracker ".length()))
            .toList();

    assertThat(json)
        .hasSizeGreaterThan(15)
        .allSatisfy(
            command -> {
              assertThat(PRINTED).anyMatch(row -> (commandOf(row) + " ").startsWith(command + " "));
              assertThat(page).contains("`" + command + " --json`");
            });
  }

  /** Words of the program that schemas list, by the name of the field. */
  private static Map<String, List<String>> words() {
    return Map.of(
        "form", Stream.of(SourceForm.values()).map(SourceForm::word).toList(),
        "media_reason", Stream.of(MissingReason.values()).map(MissingReason::wireName).toList(),
        "media_type", MediaType.known().stream().map(MediaType::name).toList(),
        "status", Stream.of(Status.values()).map(Status::word).toList(),
        // What an import brought is found in the store.
        "step",
            Stream.of(Step.values())
                .filter(step -> step != Step.IMPORT)
                .map(Step::wireName)
                .toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"form", "media_reason", "media_type", "status", "step"})
  void listsEveryWordOfTheProgram(String field) throws IOException {
    List<JsonArray> lists = new ArrayList<>();
    try (Stream<Path> files = Files.list(SCHEMAS)) {
      for (Path file : files.toList()) {
        collectLists(field, json(Files.readString(file)), lists);
      }
    }

    assertThat(lists).isNotEmpty();
    for (JsonArray list : lists) {
      assertThat(list.elements().stream().flatMap(word -> word.asString().stream()))
          .filteredOn(word -> !word.equals("other"))
          .containsExactlyInAnyOrderElementsOf(words().get(field));
    }
  }

  private static void collectLists(String field, JsonValue value, List<JsonArray> lists) {
    if (value instanceof JsonObject object) {
      object.forEach(
          (name, member) -> {
            if (name.equals(field)
                && member instanceof JsonObject type
                && type.get("enum").orElse(JsonNull.NULL) instanceof JsonArray list) {
              lists.add(list);
            }
            collectLists(field, member, lists);
          });
    }
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
    // The Research API prints the first four: see ServeDescriptionTest. The others are held above.
    Set<String> used =
        new TreeSet<>(
            List.of("journey", "labels", "problem", "health", "import-report", "log-line"));
    PRINTED.forEach(printed -> used.add(schemaOf(printed)));
    try (Stream<Path> files = Files.list(SCHEMAS)) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".schema.json", "")))
          .containsExactlyInAnyOrderElementsOf(used);
    }
  }
}
