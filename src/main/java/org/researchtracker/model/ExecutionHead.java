package org.researchtracker.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.researchtracker.model.JsonValue.JsonArray;
import org.researchtracker.model.JsonValue.JsonNull;
import org.researchtracker.model.JsonValue.JsonNumber;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.JsonValue.JsonString;

/**
 * What the log says of an execution as a whole: the head fields of the log format, and those it
 * does not know.
 *
 * <p>The fields lie in a {@link JsonObject} because they are ranked, carried and written one by one
 * under their own names; the accessors give the types of those that the program reads.
 *
 * @param executionId the id, as the log has it
 * @param fields the known head fields that have a value
 * @param extra unknown fields of head and record lines, exactly
 */
public record ExecutionHead(String executionId, JsonObject fields, JsonObject extra) {

  /**
   * The names of the head fields, without {@code execution_id}, in the order in which they are
   * written.
   */
  public static final List<String> FIELDS =
      List.of(
          "config_name",
          "timestamp",
          "session_id",
          "user_id",
          "device_id",
          "safety_level",
          "execution_mode",
          "used_seed",
          "total_execution_time",
          "pipeline",
          "output_configs",
          "taxonomy_version",
          "log_version",
          "logged_at",
          "dropped_items");

  private static final Set<String> FIELD_SET = new HashSet<>(FIELDS);

  /** Returns whether this is the name of a head field. */
  public static boolean isField(String name) {
    return FIELD_SET.contains(name);
  }

  /**
   * Returns what a head field has to be, if this value is not that (log format, head fields); null
   * fits every field.
   *
   * @param name one of {@link #FIELDS}
   */
  public static Optional<String> misfit(String name, JsonValue value) {
    if (value.equals(JsonNull.NULL)) {
      return Optional.empty();
    }
    return switch (name) {
      case "output_configs" ->
          misfit(
              value instanceof JsonArray array
                  && array.elements().stream().allMatch(JsonString.class::isInstance),
              "an array of strings");
      case "total_execution_time" -> misfit(value instanceof JsonNumber, "a number");
      case "log_version", "dropped_items" ->
          misfit(
              value instanceof JsonNumber number
                  && number.longValue().filter(count -> count >= 0).isPresent(),
              "an integer from 0");
      case "used_seed", "taxonomy_version" ->
          misfit(value.asScalarText().isPresent(), "a number or a string");
      default -> misfit(value instanceof JsonString, "a string");
    };
  }

  private static Optional<String> misfit(boolean fits, String wanted) {
    return fits ? Optional.empty() : Optional.of(wanted);
  }

  /** Returns the config of the execution, or null. */
  public @Nullable String configName() {
    return string("config_name");
  }

  /** Returns the start as the head gives it, verbatim, or null. */
  public @Nullable String timestamp() {
    return string("timestamp");
  }

  /** Returns the session, or null. */
  public @Nullable String sessionId() {
    return string("session_id");
  }

  /** Returns the user, or null. */
  public @Nullable String userId() {
    return string("user_id");
  }

  /** Returns the device, or null. */
  public @Nullable String deviceId() {
    return string("device_id");
  }

  /**
   * Returns the configs that the Stage 3-4 loop was meant to run, or nothing if the log does not
   * say.
   */
  public Optional<List<String>> outputConfigs() {
    return fields
        .value("output_configs")
        .map(
            value -> {
              List<String> names = new ArrayList<>();
              if (value instanceof JsonArray array) {
                array.elements().forEach(element -> names.add(element.asString().orElse("")));
              }
              return List.copyOf(names);
            });
  }

  private @Nullable String string(String name) {
    return fields.string(name).orElse(null);
  }

  /**
   * Adds the id and every head field, absent ones as null, then the unknown ones whose names are
   * free.
   */
  public void putFields(JsonObject.Builder json) {
    json.put("execution_id", executionId);
    for (String name : FIELDS) {
      json.put(name, fields.get(name).orElse(JsonNull.NULL));
    }
  }
}
