package org.researchtracker.bundle.document;

import java.util.Map;
import org.researchtracker.model.ItemType;

/** What the item types of the two taxonomies mean, in a sentence. */
final class ItemTypeMeanings {
  private static final Map<ItemType, String> MEANINGS =
      Map.ofEntries(
          Map.entry(ItemType.USER_INPUT_TEXT, "The text that the user wrote."),
          Map.entry(ItemType.USER_INPUT_IMAGE, "The picture that the user uploaded."),
          Map.entry(ItemType.TRANSLATION_RESULT, "The input's translation."),
          Map.entry(ItemType.STAGE1_SAFETY_CHECK, "The safety check of the input."),
          Map.entry(
              ItemType.STAGE1_SAFETY_CHECK_IMAGE, "The safety check of the uploaded picture."),
          Map.entry(ItemType.STAGE1_BLOCKED, "The input was blocked; nothing was made of it."),
          Map.entry(
              ItemType.INTERCEPTION_ITERATION, "One pass of an interception that has several."),
          Map.entry(ItemType.INTERCEPTION_RESULT, "The prompt after the interception."),
          Map.entry(
              ItemType.INTERCEPTION_FINAL, "The prompt after the last pass of the interception."),
          Map.entry(ItemType.STAGE3_SAFETY_CHECK, "The safety check of one requested output."),
          Map.entry(ItemType.STAGE3_BLOCKED, "One requested output was blocked."),
          Map.entry(ItemType.OUTPUT_IMAGE, "A generated picture."),
          Map.entry(ItemType.OUTPUT_AUDIO, "Generated speech or sound."),
          Map.entry(ItemType.OUTPUT_MUSIC, "Generated music."),
          Map.entry(ItemType.OUTPUT_VIDEO, "A generated film."),
          Map.entry(ItemType.OUTPUT_3D, "A generated model in three dimensions."),
          Map.entry(ItemType.PIPELINE_START, "The pipeline began."),
          Map.entry(ItemType.PIPELINE_COMPLETE, "The pipeline finished."),
          Map.entry(ItemType.PIPELINE_ERROR, "The pipeline failed."),
          Map.entry(ItemType.STAGE_TRANSITION, "The pipeline went on to another stage."));

  private ItemTypeMeanings() {}

  /** Returns the meaning of a known type; of any other, that it is not known. */
  static String of(ItemType type) {
    return MEANINGS.getOrDefault(type, "A step whose type the log format does not know.");
  }
}
