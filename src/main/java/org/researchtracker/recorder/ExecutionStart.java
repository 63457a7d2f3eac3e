package org.researchtracker.recorder;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonArray;
import org.researchtracker.model.JsonValue.JsonNumber;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.JsonValue.JsonString;

/**
 * What is known when an execution starts: the head fields of the log format. Immutable and
 * thread-safe: each method returns a copy with one thing added. No method throws; null adds
 * nothing.
 */
public final class ExecutionStart {
  private static final int MOST_CONFIGS = 10_000;

  private final String id;
  private final JsonObject fields;
  private final List<String> configs;

  private ExecutionStart(String id, JsonObject fields, List<String> configs) {
    this.id = id;
    this.fields = fields;
    this.configs = configs;
  }

  /** Returns the start of an execution with this config ({@code config_name}). */
  public static ExecutionStart of(@Nullable String configName) {
    return new ExecutionStart("", JsonObject.EMPTY, List.of()).with("config_name", configName);
  }

  /**
   * Names the execution; usually it gets an id that nobody has. An execution that a log below the
   * root holds already is continued: its sequence numbers go on after the highest.
   */
  public ExecutionStart id(@Nullable String executionId) {
    return new ExecutionStart(executionId == null ? "" : executionId, fields, configs);
  }

  /** Announces the configs that the Stage 3-4 loop is meant to run, in order. */
  public ExecutionStart outputConfigs(@Nullable String @Nullable ... names) {
    return names == null ? this : configs(Arrays.asList(names).iterator());
  }

  /** Announces the configs that the Stage 3-4 loop is meant to run, in order. */
  public ExecutionStart outputConfigs(@Nullable Iterable<String> names) {
    try {
      return names == null ? this : configs(names.iterator());
    } catch (Throwable e) {
      // A list of the caller's own making may throw anything.
      return this;
    }
  }

  private ExecutionStart configs(Iterator<@Nullable String> names) {
    List<String> copy = new java.util.ArrayList<>();
    try {
      while (names.hasNext() && copy.size() < MOST_CONFIGS) {
        copy.add(String.valueOf(names.next()));
      }
    } catch (Throwable e) {
      // What was read stays.
    }
    JsonArray array = JsonValue.ofStrings(copy);
    return new ExecutionStart(
        id, JsonObject.builder().putAll(fields).put("output_configs", array).build(), copy);
  }

  /** Names the session; a {@link SessionScope} does so itself. */
  public ExecutionStart session(@Nullable String sessionId) {
    return with("session_id", sessionId);
  }

  /** Names the user. */
  public ExecutionStart user(@Nullable String userId) {
    return with("user_id", userId);
  }

  /** Names the device. */
  public ExecutionStart device(@Nullable String deviceId) {
    return with("device_id", deviceId);
  }

  /** Names the safety level. */
  public ExecutionStart safetyLevel(@Nullable String level) {
    return with("safety_level", level);
  }

  /** Names the mode, such as {@code fast}. */
  public ExecutionStart mode(@Nullable String executionMode) {
    return with("execution_mode", executionMode);
  }

  /** Names the pipeline. */
  public ExecutionStart pipeline(@Nullable String name) {
    return with("pipeline", name);
  }

  /** Gives the seed. */
  public ExecutionStart seed(long usedSeed) {
    return new ExecutionStart(
        id,
        JsonObject.builder().putAll(fields).put("used_seed", JsonNumber.of(usedSeed)).build(),
        configs);
  }

  private ExecutionStart with(String name, @Nullable String value) {
    return value == null
        ? this
        : new ExecutionStart(
            id,
            JsonObject.builder().putAll(fields).put(name, new JsonString(value)).build(),
            configs);
  }

  /** Returns the id that was named, or an empty text. */
  String id() {
    return id;
  }

  JsonObject fields() {
    return fields;
  }

  List<String> configs() {
    return configs;
  }
}
