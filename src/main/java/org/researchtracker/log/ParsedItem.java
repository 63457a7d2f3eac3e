package org.researchtracker.log;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.ItemType;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonArray;
import org.researchtracker.model.JsonValue.JsonNull;
import org.researchtracker.model.JsonValue.JsonNumber;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.MediaType;

/**
 * An item as one line gives it: canonical field names, nothing derived yet.
 *
 * <p>A parser that was asked for {@link LineParser.Detail#FACTS} leaves out texts: then {@code
 * content} and {@code filePath} only tell that they are there, and metadata is kept only where the
 * item's stage, reason or head depends on it.
 */
public final class ParsedItem {
  long sequenceNumber;
  @Nullable String timestamp;
  @Nullable Integer stage;
  @Nullable Long outputConfigIndex;
  @Nullable Long stageIteration;
  @Nullable String mediaType;
  ItemType itemType = ItemType.of("");
  @Nullable String content;
  @Nullable String filePath;
  @Nullable String configUsed;
  @Nullable String modelUsed;
  @Nullable String promptId;
  @Nullable String backendType;
  @Nullable JsonNumber executionTime;
  @Nullable JsonObject metadata;
  JsonObject extra = JsonObject.EMPTY;
  JsonObject head = JsonObject.EMPTY;

  ParsedItem() {}

  /** Returns the order within the execution. */
  public long sequenceNumber() {
    return sequenceNumber;
  }

  /** Returns the timestamp verbatim, or null. */
  public @Nullable String timestamp() {
    return timestamp;
  }

  /** Returns the item's type. */
  public ItemType itemType() {
    return itemType;
  }

  /** Returns the stage that the line names or that follows from its type. */
  public int stage() {
    return stage != null ? stage : ExecutionItem.impliedStage(itemType, metadata());
  }

  /** Returns the iteration of the Stage 3-4 loop, or null. */
  public @Nullable Long outputConfigIndex() {
    return outputConfigIndex;
  }

  /** Returns the medium that the line names or that follows from its type, or null. */
  public @Nullable MediaType mediaType() {
    return mediaType != null ? MediaType.of(mediaType) : ExecutionItem.impliedMediaType(itemType);
  }

  /** Returns the config that made this item, or null. */
  public @Nullable String configUsed() {
    return configUsed;
  }

  /** Returns the model that made this item, or null. */
  public @Nullable String modelUsed() {
    return modelUsed;
  }

  /** Returns whether the line holds content. */
  public boolean hasContent() {
    return content != null;
  }

  /**
   * Returns the content, or null; in a reading of facts only a block's content is the text itself.
   */
  public @Nullable String content() {
    return content;
  }

  /** Returns whether the line holds a path. */
  public boolean hasFilePath() {
    return filePath != null;
  }

  /** Returns the metadata, empty if the line has none. */
  public JsonObject metadata() {
    return metadata == null ? JsonObject.EMPTY : metadata;
  }

  /** Returns the head fields that this item's line repeats. */
  public JsonObject head() {
    return head;
  }

  /** Returns the item with what follows from its type filled in; for a full reading only. */
  public ExecutionItem toItem() {
    return new ExecutionItem(
        sequenceNumber,
        timestamp,
        stage(),
        outputConfigIndex,
        stageIteration,
        mediaType(),
        itemType,
        content,
        filePath,
        configUsed,
        modelUsed,
        promptId,
        backendType,
        executionTime,
        metadata(),
        extra);
  }

  /**
   * Names what the line itself says of the item, null where it says nothing; its number, time and
   * type are left to the caller.
   */
  void forEachDetail(BiConsumer<String, JsonValue> details) {
    details.accept("stage", JsonValue.ofNullable(stage));
    details.accept("output_config_index", JsonValue.ofNullable(outputConfigIndex));
    details.accept("stage_iteration", JsonValue.ofNullable(stageIteration));
    details.accept("media_type", JsonValue.ofNullable(mediaType));
    details.accept("content", JsonValue.ofNullable(content));
    details.accept("file_path", JsonValue.ofNullable(filePath));
    details.accept("config_used", JsonValue.ofNullable(configUsed));
    details.accept("model_used", JsonValue.ofNullable(modelUsed));
    details.accept("prompt_id", JsonValue.ofNullable(promptId));
    details.accept("backend_type", JsonValue.ofNullable(backendType));
    details.accept("execution_time", executionTime == null ? JsonNull.NULL : executionTime);
    details.accept("metadata", metadata == null ? JsonNull.NULL : metadata);
  }

  /**
   * Returns a text that is equal for equal items (log format, <em>Identity and conflicts</em>):
   * canonical names with keys sorted, head fields left out, null as absent, numbers by value; for a
   * full reading only.
   */
  public String canonicalText() {
    Map<String, JsonValue> fields = new TreeMap<>();
    extra.forEach(fields::put);
    fields.put("sequence_number", JsonNumber.of(sequenceNumber));
    fields.put("timestamp", JsonValue.ofNullable(timestamp));
    fields.put("item_type", JsonValue.ofNullable(itemType.name()));
    forEachDetail(fields::put);
    fields.values().removeIf(JsonNull.NULL::equals);
    return canonical(JsonObject.of(fields)).toJson();
  }

  private static JsonValue canonical(JsonValue value) {
    if (value instanceof JsonNumber number) {
      return new JsonNumber(number.canonicalText());
    }
    if (value instanceof JsonArray array) {
      return new JsonArray(array.elements().stream().map(ParsedItem::canonical).toList());
    }
    if (value instanceof JsonObject object) {
      Map<String, JsonValue> members = new TreeMap<>();
      object.forEach((name, member) -> members.put(name, canonical(member)));
      return JsonObject.of(members);
    }
    return value;
  }
}
