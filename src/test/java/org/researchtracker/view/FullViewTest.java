package org.researchtracker.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.researchtracker.view.Records.item;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.ExecutionRecord;
import org.researchtracker.model.JsonValue.JsonObject;

/** The view for those who look for a fault: if these fail, it hides what the log says. */
class FullViewTest {
  @Test
  void fullViewNamesEveryFieldOfTheLog() {
    Records.Item every =
        item("output_image")
            .index(1)
            .pass(2)
            .content("c")
            .path("p")
            .config("k")
            .model("m")
            .prompt("i")
            .backend("b")
            .seconds("1.5")
            .meta("a", "x");
    String shown =
        Shown.show(
            ShowFormat.TREE,
            ViewKind.RESEARCHER,
            new Records().add(every).build(),
            Shown.BODY.withFull(true));

    // Number and type stand above the others, the timestamp among them as a time.
    assertThat(ExecutionItem.FIELDS)
        .filteredOn(name -> !List.of("sequence_number", "item_type", "timestamp").contains(name))
        .allSatisfy(name -> assertThat(shown).contains(" " + name + ": "));
  }

  @Test
  void fullViewSaysEverythingOfEveryItem() {
    ExecutionRecord record =
        new Records()
            .head("user_id", "u1")
            .add(item("pipeline_start").stage(0))
            .add(item("user_input_text").content("zwei\nZeilen"))
            .add(item("stage1_safety_check").safe(true).model("guard").seconds("0.50"))
            .add(
                item("output_image")
                    .index(1)
                    .config("sd35_large")
                    .path("/x/a.png")
                    .prompt("xyz1")
                    .time("?")
                    .extra(JsonObject.builder().put("gpu", "b\u202e").build()))
            .build();
    ShowOptions full =
        Shown.BODY.withFull(true).withWhereabouts(i -> java.util.Optional.of("found, 12 kB"));
    assertThat(Shown.show(ShowFormat.TREE, ViewKind.RESEARCHER, record, full))
        .isEqualTo(
            """
            Stage 0
                #1: pipeline_start
                  time: 2025-11-03T14:30:21+01:00
                  stage: 0
                  media_type: metadata
            Stage 1: Safety ✓
                #2: user_input_text
                  time: 2025-11-03T14:30:22+01:00
                  stage: 1
                  media_type: text
                  content:
                    zwei
                    Zeilen
                #3: stage1_safety_check
                  time: 2025-11-03T14:30:23+01:00
                  stage: 1
                  media_type: metadata
                  model_used: guard
                  execution_time: 0.50 s
                  metadata: {"safe":true}
            Stage 3-4 (1/1): sd35_large
              └─ Output → a.png
                   #4: output_image
                     time: ?
                     stage: 4
                     output_config_index: 1
                     media_type: image
                     config_used: sd35_large
                     prompt_id: xyz1
                     file_path: /x/a.png
                     medium: found, 12 kB
                     extra: {"gpu":"b\\u202e"}
            """);
  }
}
