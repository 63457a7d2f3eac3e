package org.researchtracker.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an item means, by the log's own name: the taxonomy of the design and of taxonomy 1.0. A name
 * in neither is carried along as it stands; one that begins with {@code output_} counts as an
 * output, one that ends in {@code _blocked} as a block.
 */
public record ItemType(String name) {
  static final String OUTPUT_PREFIX = "output_";

  /** Original text from the user. */
  public static final ItemType USER_INPUT_TEXT = new ItemType("user_input_text");

  /** Original image from the user. */
  public static final ItemType USER_INPUT_IMAGE = new ItemType("user_input_image");

  /** Translated text. */
  public static final ItemType TRANSLATION_RESULT = new ItemType("translation_result");

  /** Safety check of the input. */
  public static final ItemType STAGE1_SAFETY_CHECK = new ItemType("stage1_safety_check");

  /** Safety check of an uploaded image (taxonomy 1.0). */
  public static final ItemType STAGE1_SAFETY_CHECK_IMAGE =
      new ItemType("stage1_safety_check_image");

  /** The input was blocked. */
  public static final ItemType STAGE1_BLOCKED = new ItemType("stage1_blocked");

  /** One pass of a recursive interception (taxonomy 1.0). */
  public static final ItemType INTERCEPTION_ITERATION = new ItemType("interception_iteration");

  /** The transformed prompt. */
  public static final ItemType INTERCEPTION_RESULT = new ItemType("interception_result");

  /** The transformed prompt after its last pass (taxonomy 1.0). */
  public static final ItemType INTERCEPTION_FINAL = new ItemType("interception_final");

  /** Safety check of one output config. */
  public static final ItemType STAGE3_SAFETY_CHECK = new ItemType("stage3_safety_check");

  /** One output config was blocked. */
  public static final ItemType STAGE3_BLOCKED = new ItemType("stage3_blocked");

  /** Generated image. */
  public static final ItemType OUTPUT_IMAGE = new ItemType("output_image");

  /** Generated audio. */
  public static final ItemType OUTPUT_AUDIO = new ItemType("output_audio");

  /** Generated music. */
  public static final ItemType OUTPUT_MUSIC = new ItemType("output_music");

  /** Generated video. */
  public static final ItemType OUTPUT_VIDEO = new ItemType("output_video");

  /** Generated 3D model. */
  public static final ItemType OUTPUT_3D = new ItemType("output_3d");

  /** The pipeline began. */
  public static final ItemType PIPELINE_START = new ItemType("pipeline_start");

  /** The pipeline finished. */
  public static final ItemType PIPELINE_COMPLETE = new ItemType("pipeline_complete");

  /** The pipeline failed. */
  public static final ItemType PIPELINE_ERROR = new ItemType("pipeline_error");

  /** The pipeline went from one stage to the next (taxonomy 1.0). */
  public static final ItemType STAGE_TRANSITION = new ItemType("stage_transition");

  private static final List<ItemType> KNOWN =
      List.of(
          USER_INPUT_TEXT,
          USER_INPUT_IMAGE,
          TRANSLATION_RESULT,
          STAGE1_SAFETY_CHECK,
          STAGE1_SAFETY_CHECK_IMAGE,
          STAGE1_BLOCKED,
          INTERCEPTION_ITERATION,
          INTERCEPTION_RESULT,
          INTERCEPTION_FINAL,
          STAGE3_SAFETY_CHECK,
          STAGE3_BLOCKED,
          OUTPUT_IMAGE,
          OUTPUT_AUDIO,
          OUTPUT_MUSIC,
          OUTPUT_VIDEO,
          OUTPUT_3D,
          PIPELINE_START,
          PIPELINE_COMPLETE,
          PIPELINE_ERROR,
          STAGE_TRANSITION);
  private static final Map<String, ItemType> BY_NAME = byName();

  /**
   * A hash map, because this is asked for every item that is read and small immutable maps are
   * slower.
   */
  private static Map<String, ItemType> byName() {
    Map<String, ItemType> types = new HashMap<>();
    for (ItemType type : KNOWN) {
      types.put(type.name(), type);
    }
    return types;
  }

  /** Returns the type of this name; any name is accepted. */
  public static ItemType of(String name) {
    ItemType known = BY_NAME.get(name);
    return known == null ? new ItemType(name) : known;
  }

  /** Returns the types of the two taxonomies, in the order of the pipeline. */
  public static List<ItemType> known() {
    return KNOWN;
  }

  /** Returns whether this type is in one of the two taxonomies. */
  public boolean isKnown() {
    return BY_NAME.containsKey(name);
  }

  /** Returns whether this is a generated output, known or not. */
  public boolean isOutput() {
    return name.startsWith(OUTPUT_PREFIX);
  }

  /** Returns whether this is a block, of stage 1 or 3 alike. */
  public boolean isBlock() {
    return name.endsWith("_blocked");
  }

  /** Returns whether this is a safety check. */
  public boolean isSafetyCheck() {
    return name.endsWith("_safety_check") || equals(STAGE1_SAFETY_CHECK_IMAGE);
  }

  /** Returns whether this is what the user gave. */
  public boolean isInput() {
    return name.startsWith("user_input_");
  }

  /** Returns whether this is a pass or the result of the interception. */
  public boolean isInterception() {
    return name.startsWith("interception_");
  }

  /** Returns whether this is the result of the interception, under either taxonomy's name. */
  public boolean isInterceptionResult() {
    return equals(INTERCEPTION_RESULT) || equals(INTERCEPTION_FINAL);
  }

  /** Returns whether this tells of the pipeline itself. */
  public boolean isSystem() {
    return name.startsWith("pipeline_") || equals(STAGE_TRANSITION);
  }

  /**
   * Returns the stage (0 to 5) of an item whose line names none (log format, item fields): what the
   * type says, for an unknown type what its name begins with, else 0.
   */
  int impliedStage(@Nullable JsonValue errorStage) {
    if (equals(PIPELINE_ERROR)) {
      Optional<Long> stage =
          errorStage instanceof JsonValue.JsonNumber number ? number.longValue() : Optional.empty();
      return stage.filter(value -> value >= 0 && value <= 5).orElse(5L).intValue();
    }
    if (equals(PIPELINE_COMPLETE)) {
      return 5;
    }
    if (isOutput()) {
      return 4;
    }
    if (isInterception()) {
      return 2;
    }
    if (isInput() || equals(TRANSLATION_RESULT) || name.startsWith("stage1_")) {
      return 1;
    }
    return name.startsWith("stage3_") ? 3 : 0;
  }

  // By hand: those that Java makes for a record cost a start of the program milliseconds, at their
  // first call.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ItemType type && name.equals(type.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }
}
