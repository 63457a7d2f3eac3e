package org.researchtracker.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.researchtracker.importer.ImportHarness.item;
import static org.researchtracker.importer.ImportHarness.types;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.researchtracker.importer.FileVerdict.Kind;
import org.researchtracker.importer.ImportHarness.Told;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.ExecutionRecord;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.Status;

/** What session exports of the first server become. */
class SessionExportTest {
  private static final String ID = "session_Zoë_X_250714202907_206a5e28";
  private static final String FOLDER = "html/" + ID;

  @TempDir Path temp;
  private Trees trees;
  private ImportHarness harness;

  @BeforeEach
  void prepare() throws IOException {
    trees = new Trees(temp.resolve("tree"));
    harness = new ImportHarness(temp);
  }

  private static String output(int number, String title, String type, String content) {
    return "<div class=\"output-item\">\n <div class=\"output-header\">"
        + number
        + ". "
        + title
        + " ("
        + type
        + ")</div>\n <div class=\"output-content\">\n"
        + content
        + "\n </div>\n </div>\n";
  }

  private static String text(String text) {
    return "<div class=\"text-content\">" + text + "</div>";
  }

  private void page(String prompt, String... outputs) throws IOException {
    trees.write(
        FOLDER + "/output_Zoë_X_250714202907_206a5e28_wf.html",
        "<!DOCTYPE html><html><head><title>Export</title></head><body><div class=\"container\">"
            + "<div class=\"metadata\"><div class=\"metadata-item\"><span>User ID:</span> Zoë"
            + "</div></div><div class=\"prompt-section\"><h3>Prompt</h3>"
            + text(prompt)
            + "</div><h3>Outputs</h3>\n"
            + String.join("\n", outputs)
            + "<div class=\"footer\"><p>end</p></div></div></body></html>");
  }

  private void metadata(String more) throws IOException {
    trees.write(
        FOLDER + "/metadata.json",
        "{\"user_id\":\"Zoë_X\",\"session_id\":\"206a5e28\",\"timestamp\":\"250714202907\","
            + "\"workflow_name\":\"wf.json\",\"export_date\":\"2025-07-14T20:29:09.5\""
            + more
            + "}");
  }

  @Test
  void takesTextsOrderAndTitlesFromThePage() throws IOException {
    metadata(
        ",\"prompt\":\"Ein Haus\",\"translated_prompt\":\"A house\",\"media_files\":[\"b.png\","
            + "\"a.wav\",\"only-here.png\"],\"output_count\":4,\"used_seed\":9");
    String graph =
        "{\"3\":{\"class_type\":\"KSampler\",\"inputs\":{\"seed\":4711}},"
            + "\"4\":{\"inputs\":{\"ckpt_name\":\"sd35.safetensors\",\"seed\":[\"3\",0]}}}";
    trees.write(FOLDER + "/media/b.png", Trees.png(Map.of("prompt", graph)));
    trees.write(FOLDER + "/media/a.wav", Trees.mp3());
    trees.write(FOLDER + "/media/only-here.png", Trees.png(Map.of()));
    page(
        "Ein Haus",
        output(2, "Save [Z]", "IMAGE", "<img src=\"media/b.png\">"),
        output(1, "Translate (de)", "TEXT", text("A house\n  by the sea")),
        output(3, "Sound", "AUDIO", "<audio><source src=\"media/a.wav\"></audio>"));

    Told told = harness.run(trees.root());
    ExecutionRecord record = harness.record(ID);

    assertThat(types(record))
        .containsExactly(
            "user_input_text",
            "translation_result",
            "output_text",
            "output_image",
            "output_audio",
            "output_image",
            "pipeline_complete");
    assertThat(item(record, "output_text").content()).isEqualTo("A house\n  by the sea");
    assertThat(item(record, "output_text").metadata().toJson()).contains("Translate (de)");
    assertThat(item(record, "output_image").modelUsed()).isEqualTo("sd35.safetensors");
    assertThat(item(record, "output_image").metadata().toJson()).contains("\"seed\":4711");
    assertThat(item(record, "output_audio").filePath()).isEqualTo(FOLDER + "/media/a.wav");
    assertThat(record.head().timestamp()).isEqualTo("2025-07-14T20:29:07");
    assertThat(record.head().configName()).isEqualTo("wf.json");
    assertThat(record.status()).isEqualTo(Status.COMPLETE);
    assertThat(told.files).noneMatch(file -> file.kind() == Kind.REFUSED);
    assertThat(harness.run(trees.root()).items()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a <b>bold</b> word",
        "stray </div> end",
        "open <!-- comment",
        "<textarea> swallows",
        "<script>alert(1)</script>",
        "x < y & y > z",
        "&amp; stays &lt;so&gt;",
        "&nbsp;<div class=\"text-content\">",
        "",
        "  \n spaces \n"
      })
  void keepsTextsToTheLetterWhateverTheyLookLike(String content) throws IOException {
    metadata(",\"prompt\":\"Wo & <wie>\",\"media_files\":[]");
    page(
        "Wo & <wie>",
        output(1, "First", "TEXT", text(content)),
        output(2, "Second", "TEXT", text("after")));

    harness.run(trees.root());

    assertThat(harness.record(ID).items().stream().filter(i -> i.itemType().isOutput()))
        .extracting(ExecutionItem::content)
        .containsExactly(content, "after");
  }

  /** A page that is made to keep a reader busy does not. */
  @Test
  void readsATitleOfNothingButSpacesAtOnce() throws IOException {
    metadata(",\"prompt\":\"Ein Haus\",\"media_files\":[]");
    String title = "a" + " ".repeat(20_000) + "b";
    page("Ein Haus", output(1, title + " (c)", "TEXT", text("A house")));

    assertTimeoutPreemptively(Duration.ofSeconds(30), () -> harness.run(trees.root()));

    assertThat(item(harness.record(ID), "output_text").metadata().toJson())
        .contains("\"title\":\"" + title + " (c)\"", "\"type\":\"text\"", "\"order\":1");
  }

  @Test
  void unescapesAPageThatEscapes() throws IOException {
    metadata(",\"prompt\":\"Wo & <wie>\",\"media_files\":[]");
    page("Wo &amp; &lt;wie&gt;", output(1, "T", "TEXT", text("a &lt;b&gt; &amp; &#39;c&#39;")));

    harness.run(trees.root());

    assertThat(item(harness.record(ID), "output_text").content()).isEqualTo("a <b> & 'c'");
  }

  @Test
  void readsThePageAloneWhereMetadataIsBroken() throws IOException {
    trees.write(FOLDER + "/metadata.json", "{\"user_id\": \"Zo");
    page("Ein Haus", output(1, "T", "TEXT", text("A house")));

    Told told = harness.run(trees.root());
    ExecutionRecord record = harness.record(ID);

    assertThat(types(record))
        .containsExactly("user_input_text", "output_text", "pipeline_complete");
    assertThat(record.head().timestamp()).isEqualTo("2025-07-14T20:29:07");
    assertThat(told.file(FOLDER + "/metadata.json").kind()).isEqualTo(Kind.REFUSED);
  }

  @Test
  void passesOverPrintedCopies() throws IOException {
    metadata(",\"prompt\":\"Ein Haus\",\"media_files\":[\"gone.png\"]");
    trees.write("pdf/output_Zoë_X_250714202907_206a5e28_wf_a.pdf", "%PDF-1.4");
    trees.write("xml/export_other_250714202908_206a5e29_wf.xml", "<a/>");

    Told told = harness.run(trees.root());

    assertThat(told.file("pdf/output_Zoë_X_250714202907_206a5e28_wf_a.pdf").kind())
        .isEqualTo(Kind.PASSED_OVER);
    assertThat(told.file("xml/export_other_250714202908_206a5e29_wf.xml").kind())
        .isEqualTo(Kind.REFUSED);
    assertThat(item(harness.record(ID), "output_image").filePath())
        .isEqualTo(FOLDER + "/media/gone.png");
  }

  @Test
  void readsSeedAndModelFromGraphsInWhichOtherNodesHaveSomeToo() throws IOException {
    metadata(",\"prompt\":\"Ein Haus\",\"media_files\":[\"a.png\",\"b.png\",\"c.png\"]");
    String model = "\"4\":{\"class_type\":\"UNETLoader\",\"inputs\":{\"unet_name\":\"flux.sft\"}}";
    String upscaler =
        "\"5\":{\"class_type\":\"UpscaleModelLoader\",\"inputs\":{\"model_name\":\"4x.pth\"}}";
    String llm = "\"6\":{\"class_type\":\"Prompt\",\"inputs\":{\"seed\":1}}";
    String sampler = "\"3\":{\"class_type\":\"KSampler\",\"inputs\":{\"seed\":%s}}";
    String linked = "\"7\":{\"class_type\":\"Seed\",\"inputs\":{\"value\":4711}}";
    String plain = String.format(sampler, "4711");
    String link = String.format(sampler, "[\"7\",0]");
    String circle = "\"3\":{\"class_type\":\"KSampler\",\"inputs\":{\"seed\":[\"3\",0]}}";
    image("a", model, upscaler, llm, plain);
    image("b", model, llm, link, linked);
    image("c", model, circle);

    harness.run(trees.root());

    assertThat(harness.record(ID).items().stream().filter(i -> i.itemType().isOutput()))
        .extracting(ExecutionItem::modelUsed)
        .containsExactly("flux.sft", "flux.sft", "flux.sft");
    assertThat(harness.record(ID).items().stream().filter(i -> i.itemType().isOutput()))
        .extracting(i -> i.metadata().get("seed").map(JsonValue::toJson).orElse("none"))
        .containsExactly("4711", "4711", "none");
  }

  private void image(String name, String... nodes) throws IOException {
    String graph = "{" + String.join(",", nodes) + "}";
    trees.write(FOLDER + "/media/" + name + ".png", Trees.png(Map.of("prompt", graph)));
  }
}
