package org.researchtracker.importer;

import java.util.Map;
import java.util.Set;
import org.researchtracker.model.ItemType;
import org.researchtracker.model.MediaType;

/** What the entities of run folders are called in the log (import-formats.md, form R). */
final class EntityTypes {

  /**
   * An item type and its stage.
   *
   * @param itemType the log's name
   * @param stage 0 to 5, or -1 where it follows from the name
   */
  record Meaning(String itemType, int stage) {}

  /** The stage of a meaning that names none. */
  static final int UNKNOWN_STAGE = -1;

  private static final Map<String, Meaning> MEANINGS =
      Map.ofEntries(
          Map.entry("input", new Meaning("user_input_text", 1)),
          Map.entry("input_text", new Meaning("user_input_text", 1)),
          Map.entry("input_image", new Meaning("user_input_image", 1)),
          Map.entry("image_input", new Meaning("user_input_image", 1)),
          Map.entry("translation", new Meaning("translation_result", 1)),
          Map.entry("stage1_output", new Meaning("translation_result", 1)),
          Map.entry("safety", new Meaning("stage1_safety_check", 1)),
          Map.entry("interception", new Meaning("interception_final", 2)),
          Map.entry("transformed_text", new Meaning("interception_final", 2)),
          Map.entry("context_prompt", new Meaning("context_prompt", 2)),
          Map.entry("optimized_prompt", new Meaning("optimized_prompt", 2)),
          Map.entry("media_prompt", new Meaning("media_prompt", 2)),
          Map.entry("safety_pre_output", new Meaning("stage3_safety_check", 3)),
          Map.entry("translation_en", new Meaning("translation_en", 3)),
          Map.entry("generation_prompt", new Meaning("generation_prompt", 4)),
          Map.entry("workflow_archive", new Meaning("workflow_archive", 4)),
          Map.entry("workflow", new Meaning("workflow", 4)),
          Map.entry("p5", new Meaning("p5", 4)),
          Map.entry("tonejs", new Meaning("tonejs", 4)),
          Map.entry("config_used", new Meaning("config_used", 0)),
          Map.entry("model_used", new Meaning("model_used", 0)));

  private static final Set<String> MEDIA = Set.of("image", "audio", "music", "video", "3d");

  private EntityTypes() {}

  /**
   * Returns what an entity is called in the log.
   *
   * @param type the entity's type, any text
   * @param inProcess whether it stands in {@code prompting_process}, where interceptions are passes
   */
  static Meaning of(String type, boolean inProcess) {
    if (inProcess && type.equals("interception")) {
      return new Meaning("interception_iteration", 2);
    }
    Meaning known = MEANINGS.get(type);
    if (known != null) {
      return known;
    }
    if (type.startsWith("context_prompt")) {
      return new Meaning(type, 2);
    }
    if (MEDIA.contains(type)) {
      // The early form names an output by its medium alone.
      return new Meaning("output_" + type, 4);
    }
    if (type.isEmpty()) {
      return new Meaning("unnamed", UNKNOWN_STAGE);
    }
    return new Meaning(type, ItemType.of(type).isOutput() ? 4 : UNKNOWN_STAGE);
  }

  /** Returns whether a name stands in the table. */
  static boolean isKnown(String type) {
    return MEANINGS.containsKey(type) || MEDIA.contains(type);
  }

  /** Returns the medium of an output whose type says it first, such as a composite of images. */
  static String medium(String itemType) {
    String rest = itemType.startsWith("output_") ? itemType.substring("output_".length()) : "";
    int end = rest.indexOf('_');
    String word = end < 0 ? rest : rest.substring(0, end);
    return MediaType.of(word).equals(MediaType.METADATA) || !isMedium(word) ? "" : word;
  }

  private static boolean isMedium(String word) {
    return MEDIA.contains(word) || word.equals("text");
  }

  /** Returns the log's word for a kind of file, empty where it is no medium. */
  static String medium(FileInspector.Kind kind) {
    return switch (kind) {
      case IMAGE -> "image";
      case AUDIO -> "audio";
      case VIDEO -> "video";
      case MODEL -> "3d";
      case DOCUMENT, TEXT, UNKNOWN -> "";
    };
  }
}
