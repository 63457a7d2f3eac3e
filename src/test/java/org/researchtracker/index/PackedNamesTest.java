package org.researchtracker.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.researchtracker.model.ExecutionHead;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.Status;

/**
 * An index that people have names types, head fields and ends by their places in a list, and holds
 * that each of its lines can be read. If a list changes and the version does not, an index made
 * before shows items as other types than were logged, without a word; or a value that fits a new
 * field's name and not its type ends every command.
 */
class PackedNamesTest {
  private static void assertHeld(List<String> names, String held) {
    assertThat(IndexStore.SCHEMA_VERSION + ": " + String.join(" ", names))
        .as("after a change of names, count IndexStore.SCHEMA_VERSION up and write both here")
        .isEqualTo(held);
  }

  @Test
  void namesKeepTheirPlacesAsLongAsTheVersionStays() {
    assertHeld(
        LinesCodec.COMMON,
        "4: user_input_text user_input_image translation_result stage1_safety_check"
            + " stage1_safety_check_image stage1_blocked interception_iteration"
            + " interception_result interception_final stage3_safety_check stage3_blocked"
            + " output_image output_audio output_music output_video output_3d pipeline_start"
            + " pipeline_complete pipeline_error stage_transition text image audio music video"
            + " 3d metadata");
    assertHeld(
        Stream.of(Status.values()).map(Status::word).toList(), "4: error blocked complete open");
  }

  @Test
  void fieldsKeepTheirPlacesAsLongAsTheVersionStays() {
    assertHeld(
        ExecutionHead.FIELDS,
        "4: config_name timestamp session_id user_id device_id safety_level"
            + " execution_mode used_seed total_execution_time pipeline output_configs"
            + " taxonomy_version log_version logged_at dropped_items");
    assertHeld(
        ExecutionItem.FIELDS,
        "4: sequence_number timestamp stage output_config_index stage_iteration"
            + " media_type item_type content file_path config_used model_used prompt_id"
            + " backend_type execution_time metadata");
  }
}
