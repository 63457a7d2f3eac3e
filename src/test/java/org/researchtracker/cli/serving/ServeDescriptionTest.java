package org.researchtracker.cli.serving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.researchtracker.cli.CliHarness;
import org.researchtracker.cli.JsonSchema;
import org.researchtracker.log.JsonReader;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonArray;
import org.researchtracker.model.JsonValue.JsonObject;

/** Who writes a client from the description at /openapi.json finds the server as described. */
class ServeDescriptionTest {
  private static final Pattern PATH = Pattern.compile("`(/[^`?]*)(\\?[^`]*)?`");

  private static final Pattern OWN_HEADERS =
      Pattern.compile("etag|link|tracker-.*|accept-ranges|content-(disposition|range)");

  @TempDir static Path temp;

  private static Served served;
  private static JsonObject described;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    CliHarness harness = new CliHarness(temp).withWorkshop();
    harness.write("tokens", "pupils-0123456789abcdef student\nstaff-0123456789abcdef researcher\n");
    served = Served.start(harness, "--token-file", "tokens");
    described = (JsonObject) json(new String(served.get("/openapi.json").body(), UTF_8));
  }

  @AfterAll
  static void stop() {
    served.close();
  }

  private static JsonValue json(String text) {
    return JsonReader.read(text).orElseThrow(() -> new AssertionError("not JSON: " + text));
  }

  private static JsonObject in(JsonObject json, String... names) {
    JsonObject at = json;
    for (String name : names) {
      at = (JsonObject) at.get(name).orElseThrow(() -> new AssertionError("no " + name));
    }
    return at;
  }

  static Stream<String> paths() {
    return in(described, "paths").members().keySet().stream();
  }

  private static HttpResponse<byte[]> asked(String path) throws IOException, InterruptedException {
    return served.get(path, "Authorization", "Bearer staff-0123456789abcdef");
  }

  private static JsonObject problem(HttpResponse<byte[]> answer) {
    JsonObject problem = (JsonObject) json(new String(answer.body(), UTF_8));
    assertThat(JsonSchema.faults(in(described, "components", "schemas", "problem"), problem))
        .as(problem.toString())
        .isEmpty();
    assertThat(problem.get("status").orElseThrow().toJson()).isEqualTo("" + answer.statusCode());
    return problem;
  }

  private static List<String> parameters(String path, String in) {
    JsonArray all = (JsonArray) in(described, "paths", path, "get").get("parameters").orElseThrow();
    return all.elements().stream()
        .map(JsonObject.class::cast)
        .filter(each -> each.get("in").flatMap(JsonValue::asString).orElse("").equals(in))
        .map(each -> each.get("name").flatMap(JsonValue::asString).orElseThrow())
        .sorted()
        .toList();
  }

  private static String example(String path) {
    return path.replace("{id}", "abc-123")
        .replace("{n}", "5")
        .replace("{name}", "dada")
        .replace("{file}", "app.js");
  }

  @ParameterizedTest
  @MethodSource("paths")
  void everyPathIsAnsweredAndTakesJustTheParametersThatAreDescribed(String path)
      throws IOException, InterruptedException {
    assertThat(parameters(path, "path"))
        .containsExactlyInAnyOrderElementsOf(
            Pattern.compile("\\{(\\w+)}").matcher(path).results().map(r -> r.group(1)).toList());
    if (path.equals("/")) {
      // The page keeps its own state in its address.
      assertThat(asked("/?zzzzzzzz=1").statusCode()).isEqualTo(200);
      return;
    }
    HttpResponse<byte[]> answer = asked(example(path) + "?zzzzzzzz=1");

    assertThat(answer.statusCode()).isEqualTo(400);
    List<String> taken = parameters(path, "query");
    assertThat(problem(answer).get("hint").flatMap(JsonValue::asString))
        .contains(
            taken.isEmpty()
                ? "this path takes none"
                : "the parameters are " + String.join(", ", taken));
  }

  /** Returns what a validator of others says against a description, nothing if it is valid. */
  private static String faults(String description) throws IOException, InterruptedException {
    Process python =
        new ProcessBuilder(
                "python3",
                "-c",
                "import json, sys, openapi_spec_validator as v; v.validate(json.load(sys.stdin))")
            .redirectErrorStream(true)
            .start();
    try (OutputStream in = python.getOutputStream()) {
      in.write(description.getBytes(UTF_8));
    }
    String said = new String(python.getInputStream().readAllBytes(), UTF_8);
    return python.waitFor() == 0 ? "" : said;
  }

  @Test
  void theDescriptionIsValidInTheEyesOfOthers() throws IOException, InterruptedException {
    assumeTrue(
        hasValidator(), "/openapi.json is not validated: no openapi-spec-validator for python3");
    String description = served.text("/openapi.json");

    assertThat(faults(description)).isEmpty();
    assertThat(faults(description.replace("\"responses\"", "\"answers\""))).isNotEmpty();
  }

  private static boolean hasValidator() throws InterruptedException {
    try {
      return new ProcessBuilder("python3", "-c", "import openapi_spec_validator").start().waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void theManualHasEveryPathAndNoOther() throws IOException {
    String manual = Files.readString(Path.of("src/docs/api.md"));
    List<String> rows = manual.lines().filter(line -> line.startsWith("| `/")).toList();

    assertThat(
            rows.stream()
                .map(row -> row.substring(0, row.indexOf('|', 1)))
                .flatMap(cell -> PATH.matcher(cell).results())
                .map(MatchResult::group)
                .map(path -> PATH.matcher(path).replaceAll("$1")))
        .containsExactlyInAnyOrderElementsOf(paths().toList());
  }

  @ParameterizedTest
  @CsvSource({
    "/api/research/execution/{id}, execution/ws-13-garden",
    "/api/research/execution/{id}, execution/abc-123?view=student",
    "/api/research/execution/{id}/journey, execution/ws-01-stillepost/journey",
    "/api/research/execution/{id}/journey, execution/ws-04-blocked/journey",
    "/api/research/execution/{id}/journey, execution/ws-09-error/journey",
    "/api/research/execution/{id}/journey, execution/abc-123/journey",
    "/api/research/config/{name}/executions, config/dada/executions",
    "/api/research/executions, executions?limit=0",
    "/api/research/items, items?limit=0",
    "/api/research/outputs, outputs?limit=0",
    "/api/research/search, search?q=der",
    "/api/research/stats, 'stats?by=config,status,day'",
    "/api/research/labels, labels",
    "/healthz, /healthz"
  })
  void answersAreAsTheirSchemaSays(String path, String asked)
      throws IOException, InterruptedException {
    String from = asked.startsWith("/") ? asked : "/api/research/" + asked;
    for (String token : List.of("staff-0123456789abcdef", "pupils-0123456789abcdef")) {
      HttpResponse<byte[]> answer = served.get(from, "Authorization", "Bearer " + token);
      if (answer.statusCode() == 403) {
        problem(answer);
        continue;
      }
      assertThat(answer.statusCode()).isEqualTo(200);
      String named =
          in(described, "paths", path, "get", "responses", "200", "content", "application/json")
              .get("schema")
              .map(schema -> ((JsonObject) schema).get("$ref").orElseThrow())
              .flatMap(JsonValue::asString)
              .orElseThrow();
      JsonObject schema =
          in(described, "components", "schemas", named.substring(named.lastIndexOf('/') + 1));
      assertThat(JsonSchema.faults(schema, json(new String(answer.body(), UTF_8)))).isEmpty();
    }
  }

  @Test
  void schemasAreThoseOfTheManual() throws IOException {
    for (Map.Entry<String, JsonValue> schema :
        in(described, "components", "schemas").members().entrySet()) {
      Path file = Path.of("src/docs/schemas", schema.getKey() + ".schema.json");
      assertThat(schema.getValue()).isEqualTo(json(Files.readString(file)));
    }
  }

  @Test
  void everyReferenceLeadsSomewhereAndEveryPartIsReferredTo() {
    TreeSet<String> referred = new TreeSet<>();
    Pattern.compile("\"\\$ref\":\"#/components/([^\"]*)\"")
        .matcher(described.toJson())
        .results()
        .forEach(found -> referred.add(found.group(1)));
    TreeSet<String> there = new TreeSet<>();
    for (String kind : List.of("schemas", "headers", "responses")) {
      in(described, "components", kind)
          .members()
          .keySet()
          .forEach(name -> there.add(kind + "/" + name));
    }

    assertThat(referred).isEqualTo(there);
  }

  @ParameterizedTest
  @ValueSource(strings = {"execution/abc-123", "execution/ws-02-dada/media/7", "items", "stats"})
  void headersAreThoseThatAreDescribed(String asked) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = asked("/api/research/" + asked);
    String path =
        "/api/research/"
            + asked.replaceFirst("(?<=^execution/)[^/]+", "{id}").replaceFirst("\\d$", "{n}");
    List<String> known =
        in(described, "paths", path, "get", "responses", "200", "headers")
            .members()
            .keySet()
            .stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .toList();

    assertThat(known)
        .containsAll(
            answer.headers().map().keySet().stream()
                .filter(name -> OWN_HEADERS.matcher(name).matches())
                .toList());
  }
}
