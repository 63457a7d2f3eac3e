package org.researchtracker.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.researchtracker.importer.ImportHarness.item;
import static org.researchtracker.importer.ImportHarness.types;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.researchtracker.importer.FileVerdict.Kind;
import org.researchtracker.importer.ImportHarness.Told;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.ExecutionRecord;
import org.researchtracker.model.JsonValue.JsonNumber;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.Status;

/** What record files become. */
class RecordFileTest {
  private static final String ID = "exec_20251026_020000_abc12345";

  @TempDir Path temp;
  private Trees trees;
  private ImportHarness harness;

  @BeforeEach
  void prepare() throws IOException {
    trees = new Trees(temp.resolve("tree"));
    harness = new ImportHarness(temp);
  }

  private static String record(String... items) {
    return "{\n  \"config_name\": \"dada\",\n  \"execution_id\": \""
        + ID
        + "\",\n  \"items\": [\n"
        + String.join(",\n", items)
        + "\n  ],\n  \"taxonomy_version\": \"1.0\",\n  \"timestamp\": \"2025-10-26T02:00:00\",\n"
        + "  \"total_execution_time\": NaN,\n  \"used_seed\": 1180591620717411303424\n}";
  }

  private static String line(int number, String type, String more) {
    return String.format(
        "{\"item_type\": \"%s\", \"sequence_number\": %d, \"content\": null%s}",
        type, number, more.isEmpty() ? "" : ", " + more);
  }

  private Told imported(String text) throws IOException {
    trees.write("runs/" + ID + ".json", text);
    return harness.run(trees.root());
  }

  /** Links in a tree are not followed; one that a person names is what it leads to. */
  @Test
  void takesAFileThatIsNamedByALink() throws IOException {
    Path file = trees.write("runs/" + ID + ".json", record(line(1, "note", "")));
    Path link = Files.createSymbolicLink(temp.resolve("link.json"), file);

    assertThat(harness.run(link).items()).isEqualTo(1);
    assertThat(harness.run(trees.root()).items()).isZero();
  }

  /** Each of them held against all before it would take hours where there are a million. */
  @Test
  void takesManyItemsOfOneNumberAtOnce() throws IOException {
    String[] items = new String[40_000];
    Arrays.setAll(items, i -> line(1, "note", "\"config_used\": \"c" + i + "\""));
    items[39_999] = items[0];

    Told told = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> imported(record(items)));

    assertThat(told.items()).isEqualTo(39_999);
    assertThat(told.executions.get(0).notes())
        .contains("items[39999]: stands there twice; taken once");
  }

  @Test
  void keepsNumbersTextsAndTimesToTheLetter() throws IOException {
    Told told =
        imported(
            record(
                "{\"item_type\":\"user_input_text\",\"sequence_number\":1,\"timestamp\":"
                    + "\"2025-10-26T02:50:00\",\"content\":\"a\\ud83db\",\"backend_used\":\"ollama\","
                    + "\"metadata\":{\"n\":1180591620717411303424,\"x\":1.10,\"i\":-Infinity}}",
                line(2, "interception_final", "\"timestamp\":\"2025-10-26T02:10:00\"")));
    ExecutionRecord record = harness.record(ID);
    ExecutionItem first = record.items().get(0);

    assertThat(types(record)).containsExactly("user_input_text", "interception_final");
    assertThat(first.content()).isEqualTo("a\ud83db");
    assertThat(first.backendType()).isEqualTo("ollama");
    assertThat(first.metadata().toJson())
        .isEqualTo("{\"n\":1180591620717411303424,\"x\":1.10,\"i\":\"-Infinity\"}");
    assertThat(record.head().fields().get("used_seed"))
        .contains(new JsonNumber("1180591620717411303424"));
    assertThat(record.head().extra().get("imported_fields").orElseThrow().toJson())
        .isEqualTo("{\"total_execution_time\":\"NaN\"}");
    assertThat(told.file("runs/" + ID + ".json").notes().toString())
        .contains("items[0].metadata.i: -Infinity kept as text", "total_execution_time");
  }

  @Test
  void takesALeftOverIterationForNone() throws IOException {
    imported(
        record(
            line(1, "output_image", "\"loop_iteration\":2,\"file_path\":\"x.png\""),
            line(2, "pipeline_complete", "\"loop_iteration\":2,\"stage\":5")));
    ExecutionRecord record = harness.record(ID);

    assertThat(item(record, "output_image").outputConfigIndex()).isEqualTo(2);
    assertThat(item(record, "pipeline_complete").outputConfigIndex()).isNull();
    assertThat(item(record, "pipeline_complete").extra().toString()).contains("loop_iteration");
    assertThat(record.status()).isEqualTo(Status.COMPLETE);
  }

  @Test
  void salvagesUpToTheLastWholeItemAndTakesTheRestLater() throws IOException {
    String whole =
        record(
            line(1, "user_input_text", "\"metadata\": {\"a\": [1, 2]}"),
            line(2, "stage1_safety_check", ""),
            line(3, "interception_final", ""));
    int third = whole.indexOf("interception_final");
    Told told = imported(whole.substring(0, third));
    assertThat(types(harness.record(ID))).containsExactly("user_input_text", "stage1_safety_check");
    assertThat(harness.record(ID).head().extra().toString()).contains("incomplete");
    assertThat(told.file("runs/" + ID + ".json").kind()).isEqualTo(Kind.REFUSED);

    assertThat(imported(whole).items()).isEqualTo(1);
    assertThat(harness.record(ID).head().extra().toString()).doesNotContain("incomplete");
    assertThat(harness.problems()).isEmpty();
  }

  @Test
  void numbersAnewWhereNumbersCollide() throws IOException {
    String twice = line(2, "stage_transition", "");
    Told told =
        imported(
            record(
                line(1, "user_input_text", ""),
                twice,
                twice,
                line(2, "translation_result", ""),
                line(7, "pipeline_complete", "")));
    ExecutionRecord record = harness.record(ID);

    assertThat(types(record))
        .containsExactly(
            "user_input_text", "stage_transition", "translation_result", "pipeline_complete");
    assertThat(record.items())
        .extracting(ExecutionItem::sequenceNumber)
        .containsExactly(1L, 2L, 3L, 4L);
    assertThat(told.executions.get(0).notes().toString()).contains("collide", "stands there twice");
    assertThat(harness.run(trees.root()).items()).isZero();
  }

  @Test
  void putsAsideWhatTheLogWouldReadOtherwise() throws IOException {
    imported(
        record(
            "{\"item_type\":\"output_image\",\"sequence_number\":\"one\",\"stage\":9,"
                + "\"metadata\":[1],\"user_id\":5,\"note\":\"kept\",\"execution_time\":\"NaN\"}",
            "7"));
    ExecutionRecord record = harness.record(ID);
    JsonObject extra = record.items().get(0).extra();

    assertThat(harness.problems()).isEmpty();
    assertThat(extra.get("imported_fields").orElseThrow().toJson())
        .contains("\"stage\":9", "\"metadata\":[1]", "\"user_id\":5", "\"execution_time\":\"NaN\"");
    assertThat(extra.string("note")).contains("kept");
    assertThat(record.items()).hasSize(2);
  }

  @Test
  void findsTheFilesThatPathsOfAnotherMachineMean() throws IOException {
    String uuid = "0c6a1f0e-1111-2222-3333-444455556666";
    trees.write("exports/img/a.png", Trees.png(Map.of()));
    trees.write("runs/beside.png", Trees.png(Map.of()));
    trees.write(uuid + "/01_output_image.png", Trees.png(Map.of()));
    trees.write(uuid + "/metadata.json", "{\"entities\":[]}");
    Told told =
        imported(
            record(
                line(1, "output_image", "\"file_path\":\"/srv/app/exports/img/a.png\""),
                line(2, "output_image", "\"file_path\":\"beside.png\""),
                line(3, "output_image", "\"file_path\":\"" + uuid + "\""),
                line(4, "output_image", "\"file_path\":\"9" + uuid.substring(1) + "\""),
                line(5, "output_image", "\"file_path\":\"https://host/x.png?sig=1\""),
                line(6, "output_image", "\"file_path\":\"../../../etc/passwd\""),
                line(7, "output_image", "\"file_path\":\"data:image/png;base64,AAAA\"")));
    ExecutionRecord record = harness.record(ID);

    assertThat(record.items())
        .extracting(ExecutionItem::filePath)
        .containsExactly(
            "exports/img/a.png",
            "runs/beside.png",
            uuid + "/01_output_image.png",
            "9" + uuid.substring(1),
            "https://host/x.png?sig=1",
            "../../../etc/passwd",
            "data:image/png;base64,AAAA");
    assertThat(record.items().get(0).extra().toString()).contains("/srv/app/exports/img/a.png");
    assertThat(record.items().get(3).promptId()).isEqualTo("9" + uuid.substring(1));
    assertThat(told.file("exports/img/a.png").kind()).isEqualTo(Kind.MEDIUM);
    assertThat(harness.record(uuid).items()).isNotEmpty();
  }

  @Test
  void listsWhatItDoesNotKnow() throws IOException {
    trees.write("stats.json", "{\"a\":1}");
    trees.write("notes.txt", "x");
    trees.write("lone.png", Trees.png(Map.of()));
    trees.write("logs/old.jsonl", "{}\n");
    trees.write("index.db", "x");
    trees.write("empty.json", "");
    Files.createSymbolicLink(trees.root().resolve("link"), trees.root().resolve("notes.txt"));
    trees.write("all/list.json", "[" + record(line(1, "pipeline_start", "")) + "]");

    Told told = harness.run(trees.root());

    assertThat(told.files).extracting(FileVerdict::path).doesNotHaveDuplicates().hasSize(8);
    assertThat(told.file("stats.json").reason()).isEqualTo("not understood");
    assertThat(told.file("lone.png").reason()).isEqualTo("a medium that nothing refers to");
    assertThat(told.file("link").reason()).contains("link");
    assertThat(told.file("empty.json").reason()).isEqualTo("empty");
    assertThat(told.file("logs/old.jsonl").kind()).isEqualTo(Kind.PASSED_OVER);
    assertThat(told.file("index.db").kind()).isEqualTo(Kind.PASSED_OVER);
    assertThat(harness.record(ID).items()).hasSize(1);
  }

  @Test
  void findsEachOutputOfARunThatARecordNamesByItsFolderAlone() throws IOException {
    String uuid = "0c6a1f0e-1111-2222-3333-444455556666";
    trees.write(uuid + "/02_output_image.png", Trees.png(Map.of()));
    trees.write(uuid + "/final/03_output_image.png", Trees.png(Map.of("a", "b")));
    trees.write(uuid + "/04_output_audio.mp3", Trees.mp3());
    trees.write(
        uuid + "/metadata.json",
        "{\"entities\":[{\"filename\":\"02_output_image.png\",\"metadata\":{\"config\":\"sd35\"}},"
            + "{\"filename\":\"03_output_image.png\",\"metadata\":{\"config\":\"gpt5\"}},"
            + "{\"filename\":\"04_output_audio.mp3\",\"metadata\":{\"config\":\"acestep\"}}]}");
    String path = "\"file_path\":\"" + uuid + "\"";
    imported(
        record(
            line(1, "output_image", path + ",\"config_used\":\"gpt5\""),
            // Deployed recorders call every output a picture.
            line(2, "output_image", path + ",\"config_used\":\"acestep\""),
            line(3, "output_image", path + ",\"media_type\":\"audio\""),
            line(4, "output_image", path)));

    assertThat(harness.record(ID).items())
        .extracting(ExecutionItem::filePath)
        .containsExactly(
            uuid + "/final/03_output_image.png",
            uuid + "/04_output_audio.mp3",
            uuid + "/04_output_audio.mp3",
            uuid);
  }

  @Test
  void saysOfARecordThatBreaksOffAtOnceThatItIsOne() throws IOException {
    Told told = imported("{\n  \"config_na");

    assertThat(told.file("runs/" + ID + ".json").reason())
        .startsWith("a record of which nothing is whole: breaks off");
  }
}
