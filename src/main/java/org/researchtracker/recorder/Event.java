package org.researchtracker.recorder;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.ItemType;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.MediaType;

/**
 * One item on its way to the log: everything but its sequence number. Holds what the pipeline
 * handed over, all of it immutable; the writer makes an item of it.
 *
 * @param execution what it belongs to
 * @param type what it means
 * @param time when the call was made, or null if the clock failed
 * @param iteration pass of the Stage 3-4 loop from 1, or 0
 * @param pass pass of a recursive stage 2 from 1, or 0
 * @param content the text, or null
 * @param filePath the medium, or null
 * @param config the config that made it, or null
 * @param details everything else
 */
record Event(
    Execution execution,
    ItemType type,
    @Nullable Instant time,
    long iteration,
    long pass,
    @Nullable String content,
    @Nullable String filePath,
    @Nullable String config,
    Details details) {
  private static final long OBJECTS = 160;

  /** Returns about how many bytes of memory this keeps. */
  long weight() {
    long texts = (long) length(content) + length(filePath) + length(config);
    return OBJECTS + 2 * texts + details.weight();
  }

  private static int length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }

  private static @Nullable Long orNull(long number) {
    return number == 0 ? null : number;
  }

  private @Nullable MediaType media() {
    return details.mediaType() != null ? details.mediaType() : ExecutionItem.impliedMediaType(type);
  }

  private int stage() {
    Integer named = details.stage();
    return named != null ? named : ExecutionItem.impliedStage(type, details.metadata());
  }

  /** Returns the texts that are too long, by the name of their field, with their length. */
  private JsonObject cuts(int longest) {
    JsonObject.Builder cuts = JsonObject.builder();
    if (length(content) > longest) {
      cuts.put("content", length(content));
    }
    if (length(filePath) > longest) {
      cuts.put("file_path", length(filePath));
    }
    if (details.isCut()) {
      cuts.put("metadata", true);
    }
    return cuts.build();
  }

  /** Returns whether something of what the pipeline handed over is left out. */
  boolean isCut(int longest) {
    return details.isCut() || length(content) > longest || length(filePath) > longest;
  }

  private static @Nullable String cut(@Nullable String text, int longest) {
    if (text == null || text.length() <= longest) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
    return text.substring(0, end);
  }

  /**
   * Makes the item.
   *
   * @param time the time as it stands in the log, or null
   */
  ExecutionItem item(long number, @Nullable String time, int longest) {
    JsonObject metadata = details.metadata();
    if (isCut(longest)) {
      metadata = JsonObject.builder().putAll(metadata).put("recorder_cut", cuts(longest)).build();
    }
    return new ExecutionItem(
        number,
        time,
        stage(),
        orNull(iteration),
        orNull(pass),
        media(),
        type,
        cut(content, longest),
        cut(filePath, longest),
        details.config() != null ? details.config() : config,
        details.model(),
        details.prompt(),
        details.backend(),
        details.seconds(),
        metadata,
        JsonObject.EMPTY);
  }
}
