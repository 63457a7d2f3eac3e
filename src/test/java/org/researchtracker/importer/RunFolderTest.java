package org.researchtracker.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.researchtracker.importer.ImportHarness.item;
import static org.researchtracker.importer.ImportHarness.types;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.researchtracker.importer.ExecutionVerdict.Outcome;
import org.researchtracker.importer.FileVerdict.Kind;
import org.researchtracker.importer.ImportHarness.Told;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.ExecutionRecord;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.Status;

/** What run folders become. */
class RunFolderTest {
  private static final String RUN = "2025-11-03/tablet-1/run_1762176600500_a1b2c3";
  private static final String ID = "run_1762176600500_a1b2c3";

  @TempDir Path temp;
  private Trees trees;
  private ImportHarness harness;

  @BeforeEach
  void prepare() throws IOException {
    trees = new Trees(temp.resolve("tree"));
    harness = new ImportHarness(temp);
  }

  private Told run() throws IOException {
    return harness.run(trees.root());
  }

  @Test
  void drawsAllStagesOfAUsualRun() throws IOException {
    trees.run(RUN).usual().save();

    Told told = run();
    ExecutionRecord record = harness.record(ID);

    assertThat(types(record))
        .containsExactly(
            "user_input_text",
            "translation_result",
            "stage1_safety_check",
            "interception_final",
            "stage3_safety_check",
            "output_image",
            "pipeline_complete");
    assertThat(record.items()).extracting(ExecutionItem::sequenceNumber).startsWith(1L, 2L, 3L);
    assertThat(item(record, "stage1_safety_check").metadata().toJson()).contains("\"safe\":true");
    assertThat(item(record, "output_image").filePath())
        .isEqualTo(RUN + "/final/06_output_image.png");
    assertThat(record.outputLoop().iterations()).hasSize(1);
    assertThat(record.status()).isEqualTo(Status.COMPLETE);
    assertThat(told.files).noneMatch(file -> file.kind() == Kind.REFUSED);
  }

  @Test
  void saysWhereAnExecutionCameFrom() throws IOException {
    trees.run(RUN).usual().save();
    run();

    JsonObject from = (JsonObject) harness.record(ID).head().extra().get("imported_from").get();

    assertThat(from.string("form")).contains("run-folder");
    assertThat(from.string("file")).contains(RUN + "/metadata.json");
    assertThat(from.string("sha256").orElse("")).hasSize(64);
  }

  @Test
  void takesTheDeviceFromTheFolderAndTheStartFromTheIdWhereMetadataIsSilent() throws IOException {
    trees.run(RUN).head("\"device_id\":null").text("input", "Ein Baum").save();
    run();

    ExecutionRecord record = harness.record(ID);

    assertThat(record.head().deviceId()).isEqualTo("tablet-1");
    assertThat(record.head().timestamp()).isEqualTo("2025-11-03T13:30:00.500Z");
    assertThat(record.head().extra().toString()).contains("device_id from the folder");
    assertThat(record.status()).isEqualTo(Status.OPEN);
  }

  @Test
  void mergesPromptingStepsByTime() throws IOException {
    trees
        .run(RUN)
        .process("input", "Eine Bl")
        .text("input", "Eine Blume")
        .process("interception", "BLUME")
        .text("interception", "BLUME!")
        .save();
    run();

    assertThat(harness.record(ID).items())
        .extracting(ExecutionItem::content)
        .containsExactly("Eine Bl", "Eine Blume", "BLUME", "BLUME!");
    assertThat(types(harness.record(ID))).contains("interception_iteration", "interception_final");
  }

  @Test
  void keepsWhatIsListedNowhereAsOfUnknownOrigin() throws IOException {
    trees.run(RUN).usual().save();
    trees.write(RUN + "/final/11_late.txt", "spät");
    trees.write(RUN + "/final/100_output_image.png", Trees.png(Map.of()));
    trees.write(RUN + "/.DS_Store", "x");

    Told told = run();
    ExecutionRecord record = harness.record(ID);

    assertThat(types(record)).filteredOn(type -> type.equals("output_image")).hasSize(1);
    assertThat(record.items().stream().filter(i -> i.itemType().name().equals("unlisted_file")))
        .extracting(i -> i.metadata().string("file").orElse(""))
        .containsExactly("final/11_late.txt", "final/100_output_image.png");
    assertThat(told.file(RUN + "/.DS_Store").kind()).isEqualTo(Kind.PASSED_OVER);
  }

  @Test
  void tellsBlocksFromErrors() throws IOException {
    trees
        .run(RUN)
        .text("input", "x")
        .json("safety_pre_output", "{\"safe\":false,\"blocked\":true,\"abort_reason\":\"nein\"}")
        .json("error", "{\"stage\":3,\"error_type\":\"safety_blocked\",\"message\":\"nein\"}")
        .save();
    trees
        .run("run_1762176600501_a1b2c4")
        .json("error", "{\"stage\":1,\"error_type\":\"safety_blocked\",\"message\":\"m\"}")
        .save();
    trees
        .run("run_1762176600502_a1b2c5")
        .json("error", "{\"stage\":4,\"error_type\":\"api_error\",\"message\":\"kaputt\"}")
        .save();
    run();

    assertThat(types(harness.record(ID)))
        .containsExactly(
            "user_input_text", "stage3_blocked", "stage3_blocked", "pipeline_complete");
    assertThat(harness.record(ID).outputLoop().iterations()).hasSize(1);
    assertThat(harness.record("run_1762176600501_a1b2c4").status()).isEqualTo(Status.BLOCKED);
    ExecutionRecord failed = harness.record("run_1762176600502_a1b2c5");
    assertThat(failed.status()).isEqualTo(Status.ERROR);
    assertThat(item(failed, "pipeline_error").stage()).isEqualTo(4);
    assertThat(item(failed, "pipeline_error").content()).isEqualTo("kaputt");
  }

  @Test
  void aCheckThatBlockedIsNoEndUnlessAnErrorSaysSo() throws IOException {
    trees.run(RUN).json("safety_pre_output", "{\"safe\":false,\"blocked\":true}").save();
    run();

    assertThat(types(harness.record(ID))).containsExactly("stage3_blocked");
    assertThat(harness.record(ID).status()).isEqualTo(Status.OPEN);
  }

  @Test
  void tellsTheConfigOfAnOutputThatAnErrorBlocked() throws IOException {
    trees
        .run(RUN)
        .json(
            "error",
            "{\"stage\":3,\"error_type\":\"safety_blocked\",\"message\":\"nein\",\"details\":"
                + "{\"media_type\":\"image\",\"config\":\"gpt5_image\"}}")
        .save();
    run();

    assertThat(item(harness.record(ID), "stage3_blocked").configUsed()).isEqualTo("gpt5_image");
  }

  @Test
  void readsACheckThatHoldsWhatIsNoJsonNumberAndKeepsItsText() throws IOException {
    String report = "{\"safe\": true, \"score\": NaN}";
    trees.run(RUN).json("safety", report).save();

    Told told = run();
    ExecutionItem check = item(harness.record(ID), "stage1_safety_check");

    assertThat(check.metadata().toJson()).isEqualTo("{\"safe\":true,\"score\":\"NaN\"}");
    assertThat(check.content()).isEqualTo(report);
    assertThat(told.file(RUN + "/final/01_safety.json").notes())
        .containsExactly("score: NaN kept as text");
  }

  @Test
  void countsMediaOnceHoweverOftenTheyAreImported() throws IOException {
    Trees.Run run = trees.run(RUN).usual().save();
    assertThat(run().executions.get(0).media()).isEqualTo(1);
    run.entity("output_image", "png", Trees.png(Map.of("a", "b")), "{}").save();
    assertThat(run().executions.get(0).media()).isEqualTo(1);
    assertThat(run().executions.get(0).media()).isZero();
  }

  @Test
  void salvagesMetadataThatIsHalfWrittenAndTakesTheRestLater() throws IOException {
    Trees.Run run = trees.run(RUN).usual();
    String whole = run.metadata();
    int cut = whole.indexOf("BLUME") > 0 ? whole.indexOf("BLUME") : whole.indexOf("04_inter");
    trees.write(RUN + "/metadata.json", whole.substring(0, cut));

    Told first = run();
    assertThat(first.file(RUN + "/metadata.json").kind()).isEqualTo(Kind.REFUSED);
    assertThat(types(harness.record(ID))).startsWith("user_input_text", "translation_result");

    run.save();
    Told second = run();

    assertThat(second.executions.get(0).outcome()).isEqualTo(Outcome.GROWN);
    assertThat(types(harness.record(ID))).contains("output_image", "interception_final");
    assertThat(harness.record(ID).head().extra().toString()).doesNotContain("incomplete");
    assertThat(run().items()).isZero();
    assertThat(harness.problems()).isEmpty();
  }

  @Test
  void importingAgainAddsNothingAndGrowthAddsWhatIsNew() throws IOException {
    Trees.Run run = trees.run(RUN).text("input", "Eine Blume").save();
    run();
    long size = harness.logBytes();

    assertThat(run().executions.get(0).outcome()).isEqualTo(Outcome.KNOWN);
    assertThat(harness.logBytes()).isEqualTo(size);

    run.text("interception", "BLUME").save();
    assertThat(run().items()).isEqualTo(1);
    assertThat(harness.record(ID).items())
        .extracting(ExecutionItem::content)
        .containsExactly("Eine Blume", "BLUME");
    assertThat(harness.problems()).isEmpty();
  }

  @Test
  void readsCanvasAndLabRunsAndTheEarlyForm() throws IOException {
    String canvas = "2025-12-01/canvas_1/run_1764590400000_aaaaaa_canvas";
    trees.write(canvas + "/workflow.json", "{\"nodes\":[]}");
    trees.write(canvas + "/final/01_generation.png", Trees.png(Map.of()));
    trees.write(
        canvas + "/metadata.json",
        "{\"run_id\":\"run_1764590400000_aaaaaa_canvas\",\"type\":\"canvas_workflow\",\"entities\":"
            + "[{\"sequence\":1,\"node_id\":\"n1\",\"node_type\":\"generation\",\"filename\":"
            + "\"01_generation.png\",\"timestamp\":\"2025-12-01T13:00:00\",\"metadata\":"
            + "{\"config_id\":\"sd35\"}}]}");
    trees.write(
        "lab/metadata.json",
        "{\"type\":\"latent_lab\",\"latent_lab_tool\":\"archaeology\",\"entities\":[{\"type\":"
            + "\"latent_lab_params\",\"filename\":\"prompting_process/001_parameters.json\","
            + "\"metadata\":{\"cfg\":NaN}}]}");
    trees.write("lab/prompting_process/001_parameters.json", "{\"steps\":20}");
    String early = "0c6a1f0e-1111-2222-3333-444455556666";
    trees.write(early + "/input_text.txt", "Hallo");
    trees.write(early + "/output_image.png", Trees.png(Map.of()));
    trees.write(
        early + "/metadata.json",
        "{\"run_id\":\""
            + early
            + "\",\"schema\":\"dada\",\"outputs\":[{\"type\":\"image\",\"filename\":"
            + "\"output_image.png\",\"backend\":\"comfyui\",\"config\":\"sd35\","
            + "\"metadata\":{\"width\":512}}]}");
    Told told = run();

    ExecutionRecord node = harness.record("run_1764590400000_aaaaaa_canvas");
    assertThat(types(node)).containsExactly("output_image", "workflow", "pipeline_complete");
    assertThat(item(node, "output_image").configUsed()).isEqualTo("sd35");
    assertThat(item(node, "output_image").extra().toString()).contains("generation", "n1");
    ExecutionRecord lab = harness.record("lab");
    assertThat(lab.head().configName()).isEqualTo("archaeology");
    assertThat(item(lab, "latent_lab_params").metadata().toJson()).isEqualTo("{\"cfg\":\"NaN\"}");
    assertThat(told.file("lab/metadata.json").notes().toString()).contains("NaN");
    ExecutionRecord first = harness.record(early);
    assertThat(types(first))
        .containsExactly("user_input_text", "output_image", "pipeline_complete");
    assertThat(first.head().configName()).isEqualTo("dada");
    assertThat(item(first, "output_image").backendType()).isEqualTo("comfyui");
    assertThat(item(first, "output_image").configUsed()).isEqualTo("sd35");
    assertThat(item(first, "user_input_text").metadata().toJson()).doesNotContain("unknown");
    assertThat(told.file(early + "/input_text.txt").reason()).isEmpty();
    assertThat(Files.exists(trees.root())).isTrue();
  }
}
