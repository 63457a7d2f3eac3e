package org.researchtracker.view;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.ExecutionRecord;
import org.researchtracker.model.ItemType;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonNull;
import org.researchtracker.model.JsonValue.JsonNumber;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.OutputLoop.Iteration;
import org.researchtracker.model.OutputLoop.Outcome;

/**
 * One row for each requested output: what became of it, with the texts that led to it. An iteration
 * that made several outputs has a row for each; one that made none has a row whose item fields are
 * null. A branch without an index was requested only if a check or a block says that an output was
 * on its way.
 */
public final class OutputRows {
  static final Listing LISTING = listing();

  private final ExecutionRecord record;
  private final ZoneId zone;

  // Once for all rows: an execution may claim to have any number of outputs.
  private final Optional<String> inputText;
  private final Optional<String> translatedText;
  private final Optional<String> interceptionText;
  private final Optional<String> stage1Reason;
  private final Optional<String> error;

  private OutputRows(ExecutionRecord record, ZoneId zone) {
    this.record = record;
    this.zone = zone;
    this.inputText = record.firstContent(ItemType.USER_INPUT_TEXT);
    this.translatedText = record.firstContent(ItemType.TRANSLATION_RESULT);
    this.interceptionText = Journey.of(record).transformed();
    this.stage1Reason = first(record, ItemType.STAGE1_BLOCKED).flatMap(ExecutionItem::reason);
    this.error = first(record, ItemType.PIPELINE_ERROR).flatMap(ItemText::errorMessage);
  }

  private static Listing listing() {
    List<String> names =
        new ArrayList<>(
            List.of(
                "execution_id",
                "config_name",
                "output_config_index",
                "config_used",
                "outcome",
                "block_reason",
                "error_message",
                "input_text",
                "translated_text",
                "interception_text",
                "model_used",
                "seed",
                "execution_time"));
    for (String field : ExecutionItem.FIELDS) {
      if (!names.contains(field)) {
        names.add(field);
      }
    }
    names.add("time");
    names.add(Row.EXTRA);
    List<String> table =
        List.of(
            "execution_id",
            "output_config_index",
            "config_used",
            "outcome",
            "input_text",
            "interception_text",
            "model_used",
            "seed",
            "file_path");
    return Shapes.listing("outputs", names, table);
  }

  /** Returns the rows of an execution, in the order of its iterations. */
  public static List<Row> of(ExecutionRecord record, ZoneId zone) {
    return new OutputRows(record, zone).rows();
  }

  private List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (Iteration<ExecutionItem> iteration : record.outputLoop().iterations()) {
      List<ExecutionItem> outputs = iteration.outputs();
      if (outputs.isEmpty() && iteration.isRequest()) {
        rows.add(row(iteration, null));
      }
      outputs.forEach(output -> rows.add(row(iteration, output)));
    }
    return rows;
  }

  private Row row(Iteration<ExecutionItem> iteration, @Nullable ExecutionItem output) {
    JsonObject item = fields(output);
    String config =
        output == null || output.configUsed() == null
            ? iteration.configUsed()
            : output.configUsed();
    JsonObject.Builder json =
        JsonObject.builder()
            .put("execution_id", record.executionId())
            .put("config_name", record.head().configName())
            .put("output_config_index", JsonValue.ofNullable(iteration.index()))
            .put("config_used", config)
            .put("outcome", iteration.outcome().word())
            .put("block_reason", blockReason(iteration))
            .put("error_message", errorMessage(iteration))
            .put("input_text", inputText.orElse(null))
            .put("translated_text", translatedText.orElse(null))
            .put("interception_text", interceptionText.orElse(null))
            .put("model_used", value(item, "model_used"))
            .put("seed", seed(output))
            .put("execution_time", value(item, "execution_time"));
    for (String field : ExecutionItem.FIELDS) {
      if (!json.has(field)) {
        json.put(field, value(item, field));
      }
    }
    json.put("time", output == null ? null : Shapes.time(output, zone));
    return new Row(json.build(), output == null ? JsonObject.EMPTY : output.extra());
  }

  private static JsonObject fields(@Nullable ExecutionItem output) {
    JsonObject.Builder json = JsonObject.builder();
    if (output == null) {
      return json.put("metadata", JsonObject.EMPTY).build();
    }
    output.putFields(json);
    return json.build();
  }

  private static JsonValue value(JsonObject item, String field) {
    return item.get(field).orElse(JsonNull.NULL);
  }

  private @Nullable String blockReason(Iteration<ExecutionItem> iteration) {
    return switch (iteration.outcome()) {
      case BLOCKED -> iteration.block().flatMap(ExecutionItem::reason).orElse(null);
      case FAILED -> stage1Reason.orElse(null);
      case GENERATED, PENDING -> null;
    };
  }

  private @Nullable String errorMessage(Iteration<ExecutionItem> iteration) {
    return iteration.outcome() == Outcome.FAILED ? error.orElse(null) : null;
  }

  private static Optional<ExecutionItem> first(ExecutionRecord record, ItemType type) {
    return record.items().stream().filter(item -> item.itemType().equals(type)).findFirst();
  }

  /**
   * The output's own seed, else that of the whole execution, which is no statement about an output
   * that was never made.
   */
  private JsonValue seed(@Nullable ExecutionItem output) {
    if (output == null) {
      return JsonNull.NULL;
    }
    return output
        .metadata()
        .value("seed")
        .filter(seed -> seed instanceof JsonNumber || seed.asString().isPresent())
        .or(() -> record.head().fields().get("used_seed"))
        .orElse(JsonNull.NULL);
  }
}
