package org.researchtracker.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.researchtracker.view.Records.item;

import org.junit.jupiter.api.Test;
import org.researchtracker.model.ExecutionRecord;

/** If these fail, somebody who may see little is told more. */
class JourneyJsonTest {

  @Test
  void whoSeesOutputsAloneLearnsNoConfigWhateverIsLogged() {
    ExecutionRecord outputs =
        new Records()
            .announced("sd35_large", "gpt5_image")
            .add(item("output_image").index(1).config("sd35_large").path("a.png"))
            .build();
    Journey journey = Journey.of(outputs);

    assertThat(JourneyJson.stages(journey, ViewKind.STUDENT).toJson())
        .contains("\"name\":\"Image 1\"")
        .doesNotContain("sd35_large")
        .doesNotContain("gpt5_image")
        .doesNotContain("missing");
    assertThat(JourneyJson.stages(journey, ViewKind.RESEARCHER).toJson())
        .contains("sd35_large")
        .contains("gpt5_image")
        .contains("missing");
  }
}
