package org.researchtracker.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** If these fail, a selection takes what was not asked for. */
class ChoiceTest {
  @Test
  void commasAndRepetitionAreOrAndAnExclamationMarkExcludes() {
    Choice choice = Choice.parse(List.of("a,b", "c", "!b"));
    assertThat(choice.takes("a")).isTrue();
    assertThat(choice.takes("b")).isFalse();
    assertThat(choice.takes("d")).isFalse();
    assertThat(choice.takes((String) null)).isFalse();
  }

  @Test
  void anExclusionAloneTakesEverythingElseAlsoTheAbsent() {
    Choice choice = Choice.parse(List.of("!a"));
    assertThat(choice.takes("b")).isTrue();
    assertThat(choice.takes((String) null)).isTrue();
    assertThat(choice.takes("a")).isFalse();
  }

  @Test
  void typesCanBeNamedByTheirGroup() {
    Choice outputs = Choice.parse(List.of("output"));
    assertThat(outputs.takes(ItemType.OUTPUT_3D)).isTrue();
    assertThat(outputs.takes(ItemType.of("output_hologram"))).isTrue();
    assertThat(outputs.takes(ItemType.STAGE3_BLOCKED)).isFalse();
    assertThat(Choice.parse(List.of("!safety,!blocked")).takes(ItemType.STAGE1_SAFETY_CHECK_IMAGE))
        .isFalse();
  }
}
