package org.researchtracker.media;

import java.util.Objects;
import java.util.Optional;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.JsonValue;

/**
 * What a log says about one medium. Every text is as the log has it: nothing is checked, trimmed or
 * trusted here.
 *
 * @param executionId the execution the medium belongs to
 * @param sequenceNumber the item's number in it; 0 where it is not known
 * @param runId the id of the run's folder, where the log names one besides the execution id
 * @param filePath the item's {@code file_path}: a path, {@code https://…} or a data URI
 * @param promptId ComfyUI's prompt id, for the sources that ask ComfyUI
 * @param url the address in the item's metadata, where there is one
 */
public record MediaReference(
    String executionId,
    long sequenceNumber,
    Optional<String> runId,
    Optional<String> filePath,
    Optional<String> promptId,
    Optional<String> url) {

  public MediaReference {
    Objects.requireNonNull(executionId, "executionId");
    Objects.requireNonNull(runId, "runId");
    Objects.requireNonNull(filePath, "filePath");
    Objects.requireNonNull(promptId, "promptId");
    Objects.requireNonNull(url, "url");
  }

  /** A reference that has a path and nothing else. */
  public static MediaReference of(String executionId, String filePath) {
    return new MediaReference(
        executionId,
        0,
        Optional.empty(),
        Optional.of(filePath),
        Optional.empty(),
        Optional.empty());
  }

  /** What an item says of its medium, whether it has one or not. */
  public static MediaReference of(String executionId, ExecutionItem item) {
    return new MediaReference(
        executionId,
        item.sequenceNumber(),
        item.metadata().value("run_id").flatMap(JsonValue::asString),
        Optional.ofNullable(item.filePath()),
        Optional.ofNullable(item.promptId()),
        item.metadata().value("url").flatMap(JsonValue::asString));
  }
}
