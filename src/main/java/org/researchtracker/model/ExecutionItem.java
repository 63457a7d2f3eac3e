package org.researchtracker.model;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.researchtracker.model.JsonValue.JsonNull;
import org.researchtracker.model.JsonValue.JsonNumber;
import org.researchtracker.model.JsonValue.JsonObject;

/**
 * One logged step of an execution; the fields are those of the design and of the log format,
 * version 1.
 *
 * @param sequenceNumber order within the execution, from 1
 * @param timestamp when, verbatim; null if the log does not say
 * @param stage 0 to 5
 * @param outputConfigIndex iteration of the Stage 3-4 loop, from 1, or null
 * @param stageIteration pass of a recursive stage 2, from 1, or null
 * @param mediaType kind of medium; null if neither the line nor its item type tells
 * @param itemType meaning
 * @param content text, or null
 * @param filePath path, URL or data URI of the medium as the log has it, or null
 * @param configUsed config that made this item, or null
 * @param modelUsed model that made this item, or null
 * @param promptId ComfyUI's prompt id, or null
 * @param backendType {@code comfyui}, {@code ollama}, …, or null
 * @param executionTime seconds, or null
 * @param metadata anything else that the pipeline said, exactly
 * @param extra fields that the log format does not know, exactly
 */
public record ExecutionItem(
    long sequenceNumber,
    @Nullable String timestamp,
    int stage,
    @Nullable Long outputConfigIndex,
    @Nullable Long stageIteration,
    @Nullable MediaType mediaType,
    ItemType itemType,
    @Nullable String content,
    @Nullable String filePath,
    @Nullable String configUsed,
    @Nullable String modelUsed,
    @Nullable String promptId,
    @Nullable String backendType,
    @Nullable JsonNumber executionTime,
    JsonObject metadata,
    JsonObject extra)
    implements StagedItem {

  /** The names of the item fields of the log format, in the order in which they are written. */
  public static final List<String> FIELDS =
      List.of(
          "sequence_number",
          "timestamp",
          "stage",
          "output_config_index",
          "stage_iteration",
          "media_type",
          "item_type",
          "content",
          "file_path",
          "config_used",
          "model_used",
          "prompt_id",
          "backend_type",
          "execution_time",
          "metadata");

  private static final List<String> REASON_KEYS =
      List.of("reason", "blocked_reason", "abort_reason");

  /** Rejects a sequence number below 1 and a stage outside 0 to 5. */
  public ExecutionItem {
    if (sequenceNumber < 1) {
      throw new IllegalArgumentException("sequence_number: " + sequenceNumber);
    }
    if (stage < 0 || stage > 5) {
      throw new IllegalArgumentException("stage: " + stage);
    }
  }

  /**
   * Returns whether this item is a medium, so that a bundle owes a verdict about its bytes: an
   * upload, an output, or anything with a path; an output that has only content is a text.
   */
  public boolean isMedium() {
    return isMedium(itemType, filePath != null, content != null);
  }

  /** The rule of {@link #isMedium()} for an item whose texts are not at hand. */
  public static boolean isMedium(ItemType type, boolean hasPath, boolean hasContent) {
    return hasPath || type.equals(ItemType.USER_INPUT_IMAGE) || (type.isOutput() && !hasContent);
  }

  /**
   * Returns why this item blocked, was aborted or failed, if it says: metadata's reason, else its
   * content.
   */
  public Optional<String> reason() {
    return reason(metadata).or(() -> Optional.ofNullable(content));
  }

  /** Returns the reason that metadata gives, if any. */
  public static Optional<String> reason(JsonObject metadata) {
    for (String key : REASON_KEYS) {
      Optional<String> text = metadata.value(key).flatMap(JsonValue::asScalarText);
      if (text.isPresent()) {
        return text;
      }
    }
    return Optional.empty();
  }

  /**
   * Returns this item's own fields under their canonical names, absent ones as null, then the
   * unknown ones.
   */
  public JsonObject toJson() {
    JsonObject.Builder json = JsonObject.builder();
    putFields(json);
    extra.forEach((name, value) -> json.put(name, value));
    return json.build();
  }

  /** Adds the fields of the log format, absent ones as null, metadata as an object. */
  public void putFields(JsonObject.Builder json) {
    json.put("sequence_number", sequenceNumber)
        .put("timestamp", timestamp)
        .put("stage", stage)
        .put("output_config_index", JsonValue.ofNullable(outputConfigIndex))
        .put("stage_iteration", JsonValue.ofNullable(stageIteration))
        .put("media_type", mediaType == null ? null : mediaType.name())
        .put("item_type", itemType.name())
        .put("content", content)
        .put("file_path", filePath)
        .put("config_used", configUsed)
        .put("model_used", modelUsed)
        .put("prompt_id", promptId)
        .put("backend_type", backendType)
        .put("execution_time", executionTime == null ? JsonNull.NULL : executionTime)
        .put("metadata", metadata);
  }

  /** Returns the media type of an item whose line names none, or null. */
  public static @Nullable MediaType impliedMediaType(ItemType type) {
    return MediaType.impliedBy(type);
  }

  /** Returns the stage of an item whose line names none. */
  public static int impliedStage(ItemType type, JsonObject metadata) {
    return type.impliedStage(metadata.get("error_stage").orElse(null));
  }
}
