package org.researchtracker.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.researchtracker.view.Records.item;

import org.junit.jupiter.api.Test;
import org.researchtracker.model.ExecutionRecord;
import org.researchtracker.model.JsonValue.JsonNumber;

/** If these fail, {@code show} tells people something else than what happened. */
class ViewsTest {

  @Test
  void researcherSeesTheDesignsExampleToTheLetter() {
    assertThat(Shown.tree(Records.design()))
        .isEqualTo(
            """
            Stage 1: Translation → Safety ✓
            Stage 2: Interception → "BLUME! CHAOS!"
            Stage 3-4 (1/2): sd35_large
              ├─ Safety ✓
              └─ Output → img1.png
            Stage 3-4 (2/2): gpt5_image
              ├─ Safety ✓
              └─ Output → https://...
            """);
  }

  @Test
  void studentSeesTheDesignsExampleToTheLetter() {
    assertThat(Shown.view(ViewKind.STUDENT, Records.design())).isEqualTo("Image 1\nImage 2\n");
  }

  @Test
  void advancedSeesTheDesignsExampleToTheLetter() {
    assertThat(Shown.view(ViewKind.ADVANCED, Records.design()))
        .isEqualTo(
            """
            Transformed: BLUME! CHAOS!
            Image 1 (SD3.5 Large)
            Image 2 (GPT-5)
            """);
  }

  @Test
  void transcriptHoldsEveryTextInFull() {
    assertThat(Shown.view(ViewKind.TRANSCRIPT, Records.design()))
        .isEqualTo(
            """
            Input
            -----
            Eine Blume

            Translation
            -----------
            A flower

            Interception
            ------------
            BLUME! CHAOS!

            Image 1 (SD3.5 Large)
            ---------------------
            img1.png

            Image 2 (GPT-5)
            ---------------
            https://...
            """);
  }

  @Test
  void headPrecedesEveryView() {
    ExecutionRecord record =
        new Records()
            .head("config_name", "image_comparison")
            .head("timestamp", "2025-11-03T14:30:20")
            .head("device_id", "ipad-3")
            .head("session_id", "s1")
            .head("total_execution_time", new JsonNumber("12.50"))
            .add(item("output_image").index(1).path("a.png"))
            .add(item("pipeline_complete").time("2025-11-03T14:30:33.5"))
            .build();
    String head =
        """
        Execution  abc-123
        Config     image_comparison
        Start      2025-11-03T14:30:20+01:00
        Status     complete
        Device     ipad-3
        Session    s1
        Duration   12.50 s (13.5 s from start to end)

        """;
    for (ViewKind view : ViewKind.values()) {
      String shown = Shown.show(ShowFormat.TREE, view, record, ShowOptions.plain(Shown.BERLIN));
      assertThat(shown).as(view.word()).startsWith(head);
    }
  }

  @Test
  void outputsAreNumberedPerMedium() {
    ExecutionRecord record =
        new Records()
            .add(item("output_image").index(1).path("a.png"))
            .add(item("output_music").index(2).path("b.mp3"))
            .add(item("output_image").index(3).media("audio").path("c.wav"))
            .add(item("output_3d").index(4).path("d.glb").config("hunyuan3d"))
            .add(item("output_video").index(5).path("e.mp4"))
            .add(item("output_image").index(6).content("only words"))
            .add(item("output_image").index(7).path("f.png").model("some-model"))
            .build();
    assertThat(Shown.view(ViewKind.ADVANCED, record))
        .isEqualTo(
            """
            Image 1
            Music 1
            Audio 1
            3D model 1 (Hunyuan3D)
            Video 1
            Text 1
            Image 2 (some-model)
            """);
  }

  @Test
  void classIsToldWhyThereAreNoOutputs() {
    ExecutionRecord blocked = new Records().add(item("stage1_blocked").meta("reason", "r")).build();
    assertThat(Shown.view(ViewKind.STUDENT, blocked)).isEqualTo("(no outputs: blocked)\n");
    ExecutionRecord open = new Records().add(item("user_input_text").content("x")).build();
    assertThat(Shown.view(ViewKind.ADVANCED, open)).isEqualTo("(no outputs yet)\n");
    ExecutionRecord failed = new Records().add(item("pipeline_error")).build();
    assertThat(Shown.view(ViewKind.STUDENT, failed)).isEqualTo("(no outputs: error)\n");
    ExecutionRecord refused =
        new Records().add(item("stage3_blocked").index(1)).add(item("pipeline_complete")).build();
    assertThat(Shown.view(ViewKind.STUDENT, refused)).isEqualTo("(no outputs: blocked)\n");
  }

  @Test
  void transcriptKeepsLinesAndTellsReasonsAndErrors() {
    ExecutionRecord record =
        new Records()
            .announced("sd35_large", "flux1_dev")
            .add(item("user_input_text").content("eins\r\nzwei\n\u001b[31mdrei"))
            .add(item("interception_iteration").pass(1).meta("to_language", "ar").content("p1"))
            .add(item("interception_final").content("last"))
            .add(item("stage3_safety_check").index(1).safe(false))
            .add(item("stage3_blocked").index(1).meta("reason", "weapons"))
            .add(item("pipeline_error").stage(4).index(2).meta("message", "out of memory"))
            .build();
    assertThat(Shown.view(ViewKind.TRANSCRIPT, record))
        .isEqualTo(
            """
            Input
            -----
            eins
            zwei
            \\x1b[31mdrei

            Pass 1 (ar)
            -----------
            p1

            Interception
            ------------
            last

            Safety ✗ blocked (SD3.5 Large)
            ------------------------------
            weapons

            ✗ Error (FLUX.1 dev)
            --------------------
            out of memory
            """);
  }

  @Test
  void terminalCutsLogTextsAndKeepsTheirClosingQuote() {
    ShowOptions narrow = Shown.BODY.withTerminal(30, Palette.NONE);
    ExecutionRecord record =
        new Records()
            .add(item("interception_result").content("日本語のとても長い文章です".repeat(3)))
            .add(item("output_image").index(1).config("x".repeat(60)).path("a".repeat(60)))
            .build();
    assertThat(Shown.show(ShowFormat.TREE, ViewKind.RESEARCHER, record, narrow))
        .isEqualTo(
            "Stage 2: Interception → \"日…\"\n"
                + "Stage 3-4 (1/1): xxxxxxxxxxxx…\n"
                + "  └─ Output → "
                + "a".repeat(15)
                + "…\n");
    assertThat(Shown.tree(record)).contains("です\"\n");
  }

  @Test
  void terminalColoursVerdicts() {
    ShowOptions colour = Shown.BODY.withTerminal(80, Palette.ANSI);
    ExecutionRecord record = new Records().add(item("stage1_safety_check").safe(true)).build();
    assertThat(Shown.show(ShowFormat.TREE, ViewKind.RESEARCHER, record, colour))
        .isEqualTo("\u001b[1mStage 1\u001b[0m: \u001b[32mSafety ✓\u001b[0m\n");
  }
}
