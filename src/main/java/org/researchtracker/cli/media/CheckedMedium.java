package org.researchtracker.cli.media;

import org.jspecify.annotations.Nullable;
import org.researchtracker.media.Inspection;
import org.researchtracker.media.MediumVerdict;
import org.researchtracker.media.MissingReason;
import org.researchtracker.media.Step;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.view.Row;

/** An item that is a medium, and how it stands with it. */
record CheckedMedium(
    String executionId, @Nullable String configName, ExecutionItem item, MediumVerdict verdict) {

  /** Returns the row of a listing. */
  Row row() {
    return Row.of(fields(verdict.state().mark()).build());
  }

  /** Returns the row of a medium that was not in hand before. */
  Row row(FetchReport.Outcome outcome) {
    boolean fetched = outcome == FetchReport.Outcome.FETCHED;
    char mark = fetched && verdict.state().isThere() ? '+' : verdict.state().mark();
    return Row.of(fields(mark).put("outcome", outcome.word()).build());
  }

  private JsonObject.Builder fields(char mark) {
    return JsonObject.builder()
        .put("mark", String.valueOf(mark))
        .put("execution_id", executionId)
        .put("config_name", configName)
        .put("sequence_number", item.sequenceNumber())
        .put("item_type", item.itemType().name())
        .put("media_type", item.mediaType() == null ? null : item.mediaType().name())
        .put("state", verdict.state().wireName())
        .put("media_reason", verdict.reason().map(MissingReason::wireName).orElse(null))
        .put("detail", verdict.detail().isEmpty() ? null : verdict.detail())
        .put("media_format", verdict.typed().map(typed -> typed.format().mimeType()).orElse(null))
        .put(
            "media_size",
            JsonValue.ofNullable(verdict.typed().map(Inspection.Typed::size).orElse(null)))
        .put("step", verdict.step().map(Step::wireName).orElse(null))
        .put("file_path", place(item.filePath()))
        .put("file", verdict.file().map(Object::toString).orElse(null));
  }

  /** The path as the log has it; of a data URI, which may be megabytes, its beginning. */
  private static @Nullable String place(@Nullable String path) {
    boolean data = path != null && path.regionMatches(true, 0, "data:", 0, 5);
    return path != null && data && path.length() > 40 ? path.substring(0, 40) + "…" : path;
  }
}
