package org.researchtracker.view;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.researchtracker.model.ExecutionHead;
import org.researchtracker.model.ExecutionRecord;
import org.researchtracker.model.JsonText;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.ListedExecution;
import org.researchtracker.view.Outline.Field;

/** The head that stands above every view of an execution. What the log does not say has no line. */
final class HeadFields {
  private static final Set<String> SHOWN =
      Set.of("config_name", "timestamp", "device_id", "session_id", "total_execution_time");

  private HeadFields() {}

  static List<Field> of(ExecutionRecord record, ShowOptions options) {
    if (!options.head()) {
      return List.of();
    }
    ListedExecution summary = ListedExecution.of(record, options.zone());
    ExecutionHead head = record.head();
    Labels labels = options.labels();
    List<Field> fields = new ArrayList<>();
    fields.add(new Field("Execution", record.executionId()));
    add("Config", head.configName() == null ? null : labels.both(head.configName()), fields);
    String start = summary.startText(options.zone());
    add("Start", start.isEmpty() ? null : start, fields);
    fields.add(new Field("Status", summary.status().word()));
    add("Device", head.deviceId() == null ? null : labels.both(head.deviceId()), fields);
    add("Session", head.sessionId(), fields);
    add("Duration", duration(summary), fields);
    if (options.full()) {
      addRest(head, labels, fields);
    }
    return fields;
  }

  private static void add(String name, @Nullable String value, List<Field> fields) {
    if (value != null) {
      fields.add(new Field(name, value));
    }
  }

  /**
   * The pipeline's own measure, then what lies between start and end where that says something
   * else.
   */
  private static @Nullable String duration(ListedExecution summary) {
    Optional<String> own =
        summary
            .head()
            .fields()
            .value("total_execution_time")
            .flatMap(JsonValue::asScalarText)
            .map(text -> text + " s");
    Instant start = summary.startedAt();
    Instant end = summary.endedAt();
    Optional<String> elapsed =
        start == null || end == null
            ? Optional.empty()
            : Optional.of(seconds(Duration.between(start, end)));
    if (own.isPresent() && elapsed.isPresent() && !own.equals(elapsed)) {
      return own.get() + " (" + elapsed.get() + " from start to end)";
    }
    return own.or(() -> elapsed).orElse(null);
  }

  private static String seconds(Duration duration) {
    BigDecimal seconds = BigDecimal.valueOf(duration.toMillis(), 3);
    return (seconds.signum() == 0 ? "0" : seconds.stripTrailingZeros().toPlainString()) + " s";
  }

  private static void addRest(ExecutionHead head, Labels labels, List<Field> fields) {
    for (String name : ExecutionHead.FIELDS) {
      if (!SHOWN.contains(name)) {
        head.fields()
            .value(name)
            .ifPresent(value -> fields.add(new Field(name, value(name, value, labels))));
      }
    }
    JsonObject extra = head.extra();
    if (!extra.isEmpty()) {
      fields.add(new Field("extra", JsonText.compact(extra)));
    }
  }

  private static String value(String name, JsonValue value, Labels labels) {
    String text = value.asScalarText().orElseGet(() -> JsonText.compact(value));
    return name.equals("user_id") ? labels.both(text) : text;
  }
}
