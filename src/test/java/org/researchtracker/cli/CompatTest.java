package org.researchtracker.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.researchtracker.log.JsonReader;
import org.researchtracker.model.JsonText;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonArray;
import org.researchtracker.model.JsonValue.JsonObject;

/** Reads what each released version wrote; see {@code src/test/resources/compat/README.md}. */
class CompatTest {
  private static final Path COMPAT = Path.of("src/test/resources/compat");

  @TempDir Path temp;

  static Stream<Path> versions() throws IOException {
    try (Stream<Path> folders = Files.list(COMPAT)) {
      return folders.filter(Files::isDirectory).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void readsTheLog(Path version) throws IOException {
    assertReads(Files.readString(version.resolve("log.jsonl")), version);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void bundleHoldsTheRecords(Path version) throws IOException {
    List<String> lines = bundled(version).lines().toList();

    List<JsonObject> expected = expected(version);
    assertThat(lines).hasSameSizeAs(expected);
    for (int i = 0; i < lines.size(); i++) {
      assertHolds(json(lines.get(i)), expected.get(i), "line " + (i + 1));
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void readsTheBundlesRecordsAsALog(Path version) throws IOException {
    assertReads(bundled(version), version);
  }

  private void assertReads(String log, Path version) throws IOException {
    CliHarness harness = new CliHarness(temp);
    harness.write("logs/log.jsonl", log);

    for (JsonObject record : expected(version)) {
      String id = record.string("execution_id").orElseThrow();
      CliResult result = harness.run("show", id, "--json", "--strict");
      assertThat(result.exit()).as(result.text()).isZero();
      assertHolds(json(result.out()), record, id);
    }
    assertThat(harness.run("list", "--columns", "execution_id").out().lines())
        .hasSize(1 + expected(version).size());
  }

  /** What was added since is none of this test's business: every field that was known stays. */
  private static void assertHolds(JsonValue actual, JsonValue expected, String at) {
    if (expected instanceof JsonObject fields && actual instanceof JsonObject found) {
      fields.forEach(
          (name, value) -> {
            assertThat(found.get(name)).as("%s.%s", at, name).isPresent();
            assertHolds(found.get(name).orElseThrow(), value, at + "." + name);
          });
    } else if (expected instanceof JsonArray values && actual instanceof JsonArray found) {
      assertThat(found.elements()).as(at).hasSameSizeAs(values.elements());
      for (int i = 0; i < values.elements().size(); i++) {
        assertHolds(found.elements().get(i), values.elements().get(i), at + "[" + i + "]");
      }
    } else {
      assertThat(JsonText.compact(actual)).as(at).isEqualTo(JsonText.compact(expected));
    }
  }

  private static List<JsonObject> expected(Path version) throws IOException {
    return Files.readAllLines(version.resolve("records.jsonl")).stream()
        .map(line -> (JsonObject) json(line))
        .toList();
  }

  private static String bundled(Path version) throws IOException {
    try (ZipFile zip = new ZipFile(version.resolve("bundle.zip").toString())) {
      ZipEntry entry = zip.getEntry("compat/data/records.jsonl");
      assertThat(entry).isNotNull();
      return new String(zip.getInputStream(entry).readAllBytes(), UTF_8);
    }
  }

  private static JsonValue json(String text) {
    return JsonReader.read(text).orElseThrow(() -> new AssertionError("no JSON: " + text));
  }
}
