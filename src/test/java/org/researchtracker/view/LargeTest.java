package org.researchtracker.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.researchtracker.view.Records.item;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.researchtracker.model.ExecutionRecord;
import org.researchtracker.model.JsonValue.JsonArray;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.TextQuery;

/**
 * If these fail, a log that somebody laid out for it keeps a reader busy for minutes or for ever:
 * work has to grow with what is shown, and not with its square.
 */
@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LargeTest {
  private static final int MANY = 200_000;

  @Test
  void aWordThatStandsInATextOverAndOver() {
    // The letter that is not Latin keeps Java from counting characters by subtraction.
    String content = "a ".repeat(MANY) + "🎨 a";
    ExecutionRecord record = new Records().add(item("user_input_text").content(content)).build();

    Row hit =
        Shapes.hit(
            record.head(), record.items().get(0), TextQuery.parse("a").orElseThrow(), Shown.BERLIN);

    JsonArray hits = (JsonArray) hit.value("hits");
    assertThat(hits.elements()).hasSize(MANY + 1);
    assertThat(hits.elements().get(MANY))
        .isEqualTo(
            JsonObject.builder().put("start", 2 * MANY + 2).put("end", 2 * MANY + 3).build());
  }

  @Test
  void digitsAndThenFullStops() {
    String text = "1".repeat(MANY) + ".".repeat(MANY);

    assertThat(SafeText.markdown(text)).isEqualTo("1".repeat(MANY) + "\\." + ".".repeat(MANY - 1));
  }

  @Test
  void blocksWithoutAnEnd() {
    Records records = new Records().add(item("stage1_safety_check").safe(false));
    for (int i = 0; i < MANY; i++) {
      records.add(item("stage1_blocked").content("no"));
    }

    assertThat(Shown.tree(records.build())).startsWith("Stage 1: Safety ✗ blocked: no → Safety ✗");
  }

  @Test
  void inputsBesideStepsOfUnknownTypes() {
    Records records = new Records();
    for (int i = 0; i < MANY / 2; i++) {
      records.add(item("user_input_text").content("same"));
      records.add(item("odd").stage(1).content("same"));
    }

    assertThat(Shown.tree(records.build())).startsWith("Stage 1\n  ├─ odd → \"same\"\n");
  }

  @Test
  void errorsBesideIterationsThatHoldNothing() {
    String[] announced = new String[MANY / 2];
    Arrays.fill(announced, "sd35_large");
    Records records = new Records().announced(announced);
    JsonObject struck = JsonObject.builder().put("error_stage", 4).build();
    for (int i = 0; i < MANY; i++) {
      records.add(item("pipeline_error").stage(5).metadata(struck).content("out of memory"));
    }
    records.add(item("pipeline_error").stage(5).metadata(struck).index(2).content("of the second"));
    records.add(
        item("pipeline_error").stage(5).metadata(struck).config("sd35_large").content("of one"));

    assertThat(Shown.tree(records.build()))
        .startsWith(
            """
            Stage 3-4 (1/100000): sd35_large
              └─ ✗ Error: of one
            Stage 3-4 (2/100000): sd35_large
              └─ ✗ Error: of the second
            Stage 3-4 (3/100000): sd35_large
              └─ not reached
            """)
        .contains("\nStage 3-4\n  ├─ ✗ Error: out of memory\n");
  }
}
