package org.researchtracker.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.researchtracker.log.LineParser.Detail;
import org.researchtracker.log.ParsedLine.Kind;
import org.researchtracker.model.JsonText;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonArray;
import org.researchtracker.model.JsonValue.JsonNull;
import org.researchtracker.model.JsonValue.JsonNumber;
import org.researchtracker.model.JsonValue.JsonObject;

/**
 * An event that a pipeline hands over to be logged: a line of the log format in which sequence
 * numbers and times may be absent, because whoever writes it gives them. Everything else is kept as
 * it was given. Immutable and thread-safe.
 */
public final class LogEvent {
  private static final String NUMBER = "sequence_number";
  private static final String TIME = "timestamp";

  private final JsonObject fields;
  private final String executionId;
  private final Kind kind;

  private LogEvent(JsonObject fields, String executionId, Kind kind) {
    this.fields = fields;
    this.executionId = executionId;
    this.kind = kind;
  }

  /**
   * Reads an event.
   *
   * @throws UnreadableLineException if it would be no line of the log format, even with a number
   */
  public static LogEvent parse(byte[] bytes, int offset, int length)
      throws UnreadableLineException {
    JsonObject given = LineParser.object(bytes, offset, length);
    Numbering one = new Numbering(1, "");
    byte[] trial = line(given, one).getBytes(UTF_8);
    ParsedLine line = LineParser.parse(trial, 0, trial.length, Detail.FACTS);
    Optional<LineProblem> refusal =
        line.problems().stream()
            .filter(problem -> problem.kind() == ProblemKind.UNREADABLE_LINE)
            .findFirst();
    if (refusal.isPresent()) {
      throw new UnreadableLineException(refusal.get().reason());
    }
    return new LogEvent(given, line.executionId(), line.kind());
  }

  /** Returns the execution that the event is about. */
  public String executionId() {
    return executionId;
  }

  /**
   * Adds the line that this event becomes. An item without a number gets the next of its execution;
   * one without a time, the time given here. Head data gets it as the start of an execution that no
   * log knows yet, else as the time at which it was logged.
   *
   * @param time the time of the event, ISO 8601 with an offset
   * @return the item's number, the highest of a record's, or 0 for head data
   * @throws IOException if the logs of the root cannot be read
   * @throws ArithmeticException if the execution has no number left; nothing was added
   */
  public long addTo(LogBatch batch, String time) throws IOException {
    long before = batch.highest(executionId);
    if (kind == Kind.EXECUTION) {
      batch.taken(executionId, 0);
      batch.line(JsonText.compact(head(time, before < 0)));
      return 0;
    }
    long taken = Math.max(Math.max(before, 0), kind == Kind.RECORD ? highestGiven() : 0);
    Numbering numbering = new Numbering(Math.addExact(taken, 1), time);
    String line = line(fields, numbering);
    batch.line(line);
    batch.taken(executionId, numbering.highest);
    return numbering.highest;
  }

  /** Returns the highest number that an element of a record has already; 0 if none has. */
  private long highestGiven() {
    long highest = 0;
    if (fields.get("items").orElse(JsonNull.NULL) instanceof JsonArray items) {
      for (JsonValue element : items.elements()) {
        highest = Math.max(highest, element instanceof JsonObject item ? given(item) : 0);
      }
    }
    return highest;
  }

  /** Returns the number that an item has already, or 0. */
  private static long given(JsonObject item) {
    return item.value(NUMBER).or(() -> item.value("seq")).orElse(JsonNull.NULL)
            instanceof JsonNumber number
        ? number.longValue().orElse(0L)
        : 0;
  }

  private JsonObject head(String time, boolean isNew) {
    if (fields.value(TIME).isPresent() || fields.value("logged_at").isPresent()) {
      return fields;
    }
    return JsonObject.builder().putAll(fields).put(isNew ? TIME : "logged_at", time).build();
  }

  private static String line(JsonObject given, Numbering numbering) {
    JsonValue items = given.get("items").orElse(JsonNull.NULL);
    if (given.value("item_type").isPresent() || !(items instanceof JsonArray array)) {
      return JsonText.compact(
          given.value("item_type").isPresent() ? numbering.complete(given) : given);
    }
    List<JsonValue> elements = new ArrayList<>();
    for (JsonValue element : array.elements()) {
      elements.add(element instanceof JsonObject object ? numbering.complete(object) : element);
    }
    JsonObject.Builder record = JsonObject.builder();
    given.forEach(
        (name, value) -> record.put(name, name.equals("items") ? new JsonArray(elements) : value));
    return JsonText.compact(record.build());
  }

  /** Gives numbers and times where they are absent. */
  private static final class Numbering {
    private final String time;
    private long next;
    private long highest;

    Numbering(long next, String time) {
      this.next = next;
      this.time = time;
    }

    JsonObject complete(JsonObject item) {
      JsonObject.Builder line = JsonObject.builder();
      // What identifies the item comes first, where it survives if the line is too long to be read.
      item.get("execution_id").ifPresent(id -> line.put("execution_id", id));
      if (item.value(NUMBER).or(() -> item.value("seq")).isEmpty()) {
        line.put(NUMBER, next);
        highest = next;
        next = Math.addExact(next, 1);
      } else {
        highest = Math.max(highest, given(item));
      }
      if (item.value(TIME).isEmpty() && !time.isEmpty()) {
        line.put(TIME, time);
      }
      item.forEach(
          (name, value) -> {
            if (!line.has(name)) {
              line.put(name, value);
            }
          });
      return line.build();
    }
  }
}
