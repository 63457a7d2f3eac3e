package org.researchtracker.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.researchtracker.view.Records.item;

import org.junit.jupiter.api.Test;
import org.researchtracker.model.JsonValue.JsonNumber;
import org.researchtracker.model.JsonValue.JsonObject;

/** If these fail, steps vanish from the researcher's tree or stand in the wrong place. */
class JourneyTest {
  private static String tree(Records records) {
    return Shown.tree(records.build());
  }

  @Test
  void passesOfRecursiveInterceptionAreNumberedWithTheirLanguages() {
    assertThat(
            tree(
                new Records()
                    .add(
                        item("interception_iteration")
                            .meta("from_language", "de")
                            .meta("to_language", "ar")
                            .content("eins"))
                    .add(item("interception_iteration").pass(2).meta("language", "fi").content("z"))
                    .add(item("interception_iteration").pass(8).content("acht"))
                    .add(item("interception_final").content("final text"))))
        .isEqualTo(
            """
            Stage 2: Interception → "final text"
              ├─ Pass 1 (de → ar): "eins"
              ├─ Pass 2 (fi): "z"
              └─ Pass 8: "acht"
            """);
  }

  @Test
  void passesLoggedAsResultsAreBothPassesAndResult() {
    assertThat(
            tree(
                new Records()
                    .add(item("interception_result").pass(1).content("one"))
                    .add(item("interception_result").pass(2).content("two"))))
        .isEqualTo(
            """
            Stage 2: Interception → "two"
              ├─ Pass 1: "one"
              └─ Pass 2: "two"
            """);
  }

  @Test
  void passesWithoutResultStayVisible() {
    assertThat(tree(new Records().add(item("interception_iteration").pass(1).content("one"))))
        .isEqualTo(
            """
            Stage 2
              └─ Pass 1: "one"
            """);
  }

  @Test
  void checkAndBlockAreOneStepWhetherLoggedInOneLineOrTwo() {
    String blocked =
        """
        Stage 3-4 (1/2): a
          └─ Safety ✗ blocked: too dark
        Stage 3-4 (2/2): b
          └─ not reached
        """;
    Records two =
        new Records()
            .announced("a", "b")
            .add(item("stage3_safety_check").index(1).config("a").safe(false))
            .add(item("stage3_blocked").index(1).config("a").meta("abort_reason", "too dark"))
            .add(item("pipeline_error").stage(0).meta("message", "m"));
    assertThat(tree(two)).isEqualTo("Stage 0: ✗ Error: m\n" + blocked);
    Records one =
        new Records()
            .announced("a", "b")
            .add(item("stage3_blocked").index(1).config("a").content("too dark"))
            .add(item("pipeline_error").stage(0).meta("message", "m"));
    assertThat(tree(one)).isEqualTo("Stage 0: ✗ Error: m\n" + blocked);
  }

  @Test
  void blockTakesTheReasonOfItsCheckWhereItHasNone() {
    assertThat(
            tree(
                new Records()
                    .add(item("stage1_safety_check").safe(false).meta("reason", "§86a"))
                    .add(item("stage1_blocked"))))
        .isEqualTo("Stage 1: Safety ✗ blocked: §86a\n");
  }

  @Test
  void blockOfStageOneStaysInItsLineAndTheLoopIsNotReached() {
    assertThat(
            tree(
                new Records()
                    .announced("sd35_large")
                    .add(item("user_input_text").content("x"))
                    .add(item("translation_result").content("y"))
                    .add(item("stage1_safety_check").safe(false))
                    .add(item("stage1_blocked").meta("blocked_reason", "hate"))))
        .isEqualTo(
            """
            Stage 1: Translation → Safety ✗ blocked: hate
            Stage 3-4 (1/1): sd35_large
              └─ not reached
            """);
  }

  @Test
  void imagesAndTheirChecksHaveTheirPlaceInStageOne() {
    assertThat(
            tree(
                new Records()
                    .add(item("user_input_image").path("/up/cat.jpg"))
                    .add(item("stage1_safety_check_image").safe(true))
                    .add(item("translation_result").content("y"))
                    .add(item("stage1_safety_check").content("{\"safe\": true}"))
                    .add(item("stage1_safety_check").safe(false).meta("reason", "maybe"))
                    .add(item("stage1_safety_check"))))
        .isEqualTo(
            "Stage 1: Image input → Image safety ✓ → Translation → Safety ✓ → Safety ✗: maybe"
                + " → Safety ?\n");
  }

  @Test
  void inputAloneIsAllThereIs() {
    assertThat(tree(new Records().add(item("user_input_text").stage(0).content("Eine Blume"))))
        .isEqualTo("Stage 1: Input → \"Eine Blume\"\n");
  }

  @Test
  void errorsShowWhereTheyStruck() {
    JsonObject stage2 =
        JsonObject.builder()
            .put("error_stage", new JsonNumber("2"))
            .put("error_message", "model gone")
            .build();
    assertThat(
            tree(
                new Records()
                    .add(item("interception_result").content("t"))
                    .add(item("pipeline_error").stage(5).metadata(stage2))))
        .isEqualTo(
            """
            Stage 2: Interception → "t"
              └─ ✗ Error: model gone
            """);
    JsonObject stage4 = JsonObject.builder().put("error_stage", new JsonNumber("4")).build();
    assertThat(
            tree(
                new Records()
                    .announced("a", "b")
                    .add(item("stage3_safety_check").index(1).safe(true))
                    .add(
                        item("pipeline_error")
                            .stage(5)
                            .index(1)
                            .metadata(stage4)
                            .content("no gpu"))))
        .isEqualTo(
            """
            Stage 3-4 (1/2): a
              ├─ Safety ✓
              └─ ✗ Error: no gpu
            Stage 3-4 (2/2): b
              └─ not reached
            """);
    assertThat(tree(new Records().add(item("pipeline_error").content("died"))))
        .isEqualTo("Stage 5: ✗ Error: died\n");
    assertThat(tree(new Records().add(item("pipeline_error").stage(4).content("died"))))
        .isEqualTo("Stage 3-4: ✗ Error: died\n");
  }

  @Test
  void announcedIterationsArePendingWhileOpenAndFailedAfterwards() {
    Records open =
        new Records()
            .announced("a", "b")
            .add(item("stage3_safety_check").index(1).config("a").safe(true));
    assertThat(tree(open))
        .isEqualTo(
            """
            Stage 3-4 (1/2): a
              ├─ Safety ✓
              └─ Output → pending
            Stage 3-4 (2/2): b
              └─ pending
            """);
    assertThat(tree(new Records().announced("a").add(item("pipeline_complete"))))
        .isEqualTo(
            """
            Stage 3-4 (1/1): a
              └─ ✗ failed: no output
            """);
  }

  @Test
  void unknownTypesStandUnderTheirStageByTheirOwnName() {
    assertThat(
            tree(
                new Records()
                    .add(item("weather").stage(0).content("rain"))
                    .add(item("translation_result").content("t"))
                    .add(item("stage1_mood").meta("mood", "good"))
                    .add(item("context_prompt").stage(2).content("c"))
                    .add(item("p5").stage(4).index(1).config("a").path("x/sketch.js"))
                    .add(item("output_hologram").index(1).config("a").path("h.holo"))))
        .isEqualTo(
            """
            Stage 0
              └─ weather → "rain"
            Stage 1: Translation
              └─ stage1_mood
            Stage 2
              └─ context_prompt → "c"
            Stage 3-4 (1/1): a
              ├─ p5 → sketch.js
              └─ output_hologram → h.holo
            """);
  }

  @Test
  void iterationsWithoutIndexComeLastByName() {
    assertThat(
            tree(
                new Records()
                    .add(item("output_image").config("loose").path("l.png"))
                    .add(item("output_image").index(1).config("a").path("a.png"))))
        .isEqualTo(
            """
            Stage 3-4 (1/1): a
              └─ Output → a.png
            Stage 3-4: loose
              └─ Output → l.png
            """);
  }

  @Test
  void stepsWithoutIndexThatPromiseNoOutputMissNone() {
    assertThat(
            tree(
                new Records()
                    .announced("a")
                    .add(item("translation_en").stage(3).config("llama").content("t"))
                    .add(item("output_image").index(1).path("a.png"))
                    .add(item("pipeline_complete"))))
        .isEqualTo(
            """
            Stage 3-4 (1/1): a
              └─ Output → a.png
            Stage 3-4: llama
              └─ translation_en → "t"
            """);
  }

  @Test
  void everyOutputOfABatchIsAChildAndMediaHaveShortNames() {
    assertThat(
            tree(
                new Records()
                    .add(item("output_image").index(1).config("a").path("data:image/png;base64,AA"))
                    .add(item("output_image").index(1).config("a").path("C:\\out\\b.png"))
                    .add(item("output_image").index(1).config("a").path("https://h.org/a?b=/c"))
                    .add(item("output_image").index(1).config("a").path("file:///x/d.png"))
                    .add(item("output_image").index(1).config("a").content("say \"hi\""))
                    .add(item("output_image").index(1).config("a"))))
        .isEqualTo(
            """
            Stage 3-4 (1/1): a
              ├─ Output → data:image/png…
              ├─ Output → b.png
              ├─ Output → https://h.org/a?b=/c
              ├─ Output → d.png
              ├─ Output → "say "hi""
              └─ Output → (no file)
            """);
  }

  @Test
  void systemItemsMakeNoStageOfTheirOwn() {
    assertThat(
            tree(
                new Records()
                    .add(item("pipeline_start"))
                    .add(item("stage_transition").stage(3))
                    .add(item("interception_result").content("t"))
                    .add(item("pipeline_complete"))))
        .isEqualTo("Stage 2: Interception → \"t\"\n");
  }

  @Test
  void hostileTextStaysOnItsLine() {
    assertThat(
            tree(
                new Records()
                    .add(
                        item("interception_result")
                            .content("a\u001b[2J\nb\t\u202ec\u2028\ud83d \u0085"))
                    .add(item("output_image").index(1).config("x\n  └─ fake").path("p\r.png"))))
        .isEqualTo(
            """
            Stage 2: Interception → "a\\x1b[2J\\nb\\t\\u202ec\\u2028\\uD83D \\x85"
            Stage 3-4 (1/1): x\\n  └─ fake
              └─ Output → p\\r.png
            """);
  }
}
