package org.researchtracker.recorder;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonNumber;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.MediaType;

/**
 * What an item says besides its text or medium. Immutable and thread-safe: each method returns a
 * copy with one thing added, so an instance may be kept and used for many items. No method throws;
 * null adds nothing.
 *
 * <pre>{@code
 * execution.translation("A flower", Details.NONE.model("mistral-nemo").backend("ollama").took(elapsed));
 * }</pre>
 */
public final class Details {
  /** Nothing; what other details are made from. */
  public static final Details NONE = new Details();

  private static final long WEIGHT = 64;

  private @Nullable String model;
  private @Nullable String backend;
  private @Nullable String prompt;
  private @Nullable String config;
  private @Nullable JsonNumber seconds;
  private @Nullable MediaType mediaType;
  private @Nullable Integer stage;
  private JsonObject metadata = JsonObject.EMPTY;
  private long weight = WEIGHT;
  private boolean cut;

  private Details() {}

  private Details(Details from) {
    model = from.model;
    backend = from.backend;
    prompt = from.prompt;
    config = from.config;
    seconds = from.seconds;
    mediaType = from.mediaType;
    stage = from.stage;
    metadata = from.metadata;
    weight = from.weight;
    cut = from.cut;
  }

  /** Adds the model that made the item ({@code model_used}). */
  public Details model(@Nullable String name) {
    Details copy = new Details(this);
    copy.model = name;
    copy.weight += weightOf(name);
    return copy;
  }

  /** Adds where the model ran: {@code comfyui}, {@code ollama}, … ({@code backend_type}). */
  public Details backend(@Nullable String name) {
    Details copy = new Details(this);
    copy.backend = name;
    copy.weight += weightOf(name);
    return copy;
  }

  /** Adds ComfyUI's prompt id ({@code prompt_id}). */
  public Details prompt(@Nullable String id) {
    Details copy = new Details(this);
    copy.prompt = id;
    copy.weight += weightOf(id);
    return copy;
  }

  /**
   * Adds the config that made the item ({@code config_used}); items of an {@link OutputScope} have
   * that scope's.
   */
  public Details config(@Nullable String name) {
    Details copy = new Details(this);
    copy.config = name;
    copy.weight += weightOf(name);
    return copy;
  }

  /** Adds how long the step took ({@code execution_time}, written in seconds). */
  public Details took(@Nullable Duration time) {
    Details copy = new Details(this);
    copy.seconds = time == null ? null : LineEncoder.seconds(time);
    return copy;
  }

  /** Names the kind of medium where it does not follow from the item's type. */
  public Details media(@Nullable MediaType type) {
    Details copy = new Details(this);
    copy.mediaType = type;
    return copy;
  }

  /**
   * Names the stage where it does not follow from the item's type.
   *
   * @param number 0 to 5; any other is ignored
   */
  public Details stage(int number) {
    Details copy = new Details(this);
    copy.stage = number >= 0 && number <= 5 ? Integer.valueOf(number) : stage;
    return copy;
  }

  /**
   * Adds an entry of {@code metadata}; one of the same key is replaced.
   *
   * @param value null, a string, number, boolean, enum, time, path, map, iterable, array, {@link
   *     JsonValue}, or an optional of those, which is copied now; of any other object only its
   *     type's name is recorded
   */
  public Details and(@Nullable String key, @Nullable Object value) {
    return and(Collections.singletonMap(key, value));
  }

  /** Adds entries of {@code metadata}, as {@link #and(String, Object)} does. */
  public Details and(@Nullable Map<?, ?> entries) {
    if (entries == null) {
      return this;
    }
    Values values = new Values();
    return values.copy(entries) instanceof JsonObject added ? with(added, values) : this;
  }

  private Details with(JsonObject added, Values values) {
    Details copy = new Details(this);
    copy.metadata =
        metadata.isEmpty() ? added : JsonObject.builder().putAll(metadata).putAll(added).build();
    copy.weight += values.weight();
    copy.cut |= values.isCut();
    return copy;
  }

  /** Adds an entry that the recorder itself made, below those of the pipeline. */
  Details under(JsonObject own) {
    if (own.isEmpty()) {
      return this;
    }
    Details copy = new Details(this);
    copy.metadata =
        metadata.isEmpty() ? own : JsonObject.builder().putAll(own).putAll(metadata).build();
    return copy;
  }

  private static long weightOf(@Nullable String text) {
    return text == null ? 0 : 2L * text.length();
  }

  @Nullable String model() {
    return model;
  }

  @Nullable String backend() {
    return backend;
  }

  @Nullable String prompt() {
    return prompt;
  }

  @Nullable String config() {
    return config;
  }

  @Nullable JsonNumber seconds() {
    return seconds;
  }

  @Nullable MediaType mediaType() {
    return mediaType;
  }

  @Nullable Integer stage() {
    return stage;
  }

  JsonObject metadata() {
    return metadata;
  }

  /** Returns about how many bytes of memory this takes. */
  long weight() {
    return weight;
  }

  /** Returns whether something of the metadata was left out. */
  boolean isCut() {
    return cut;
  }
}
