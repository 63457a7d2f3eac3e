package org.researchtracker.index;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * An index that people have names types by their places in a list. If the list changes and the
 * version does not, an index made before shows items as other types than were logged, without a
 * word.
 */
class PackedNamesTest {
  @Test
  void namesKeepTheirPlacesAsLongAsTheVersionStays() {
    assertThat(IndexStore.SCHEMA_VERSION + ": " + String.join(" ", LinesCodec.COMMON))
        .as("after a change of names, count IndexStore.SCHEMA_VERSION up and write both here")
        .isEqualTo(
            "4: user_input_text user_input_image translation_result stage1_safety_check"
                + " stage1_safety_check_image stage1_blocked interception_iteration"
                + " interception_result interception_final stage3_safety_check stage3_blocked"
                + " output_image output_audio output_music output_video output_3d pipeline_start"
                + " pipeline_complete pipeline_error stage_transition text image audio music video"
                + " 3d metadata");
  }
}
