package org.researchtracker.recorder;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.researchtracker.model.ExecutionHead;
import org.researchtracker.model.JsonValue.JsonObject;

/**
 * What is known of an execution while it is recorded. The upper half belongs to the pipeline's
 * threads, any of them; the fields marked so to the writer.
 */
final class Execution {
  /** How many announced configs are remembered, so that finding one takes no time. */
  private static final int MOST_CONFIGS = 1000;

  final String id;

  /** Whether the id was made up by the recorder, so that no log can hold it yet. */
  final boolean isNew;

  final @Nullable Instant started;
  final long startedNanos = System.nanoTime();

  /** Events that were not accepted, or not written. */
  final AtomicLong lost = new AtomicLong();

  final AtomicLong passes = new AtomicLong();
  private final AtomicBoolean ended = new AtomicBoolean();

  private final @Nullable SessionScope session;
  private final JsonObject fields;
  private final List<String> announced;
  private final boolean[] begun;
  private long iterations;

  /** The writer's: whether the head line was written. */
  boolean headWritten;

  /** The writer's: whether a line of it stands in the log, so that its number is known. */
  boolean placed;

  /** The writer's: whether a log held the execution before. */
  boolean continued;

  Execution(
      String id,
      boolean isNew,
      @Nullable Instant started,
      JsonObject fields,
      List<String> announced,
      @Nullable SessionScope session) {
    this.session = session;
    this.id = id;
    this.isNew = isNew;
    this.started = started;
    this.fields = fields;
    this.announced =
        announced.size() > MOST_CONFIGS ? announced.subList(0, MOST_CONFIGS) : announced;
    this.begun = new boolean[this.announced.size()];
    this.iterations = announced.size();
  }

  /**
   * Returns the number of the loop's next pass for a config: the first that was announced for it
   * and has not begun, else one after all of them. So passes that run side by side, or in another
   * order, have the numbers that were announced.
   */
  synchronized long iteration(@Nullable String config) {
    for (int i = 0; i < begun.length; i++) {
      if (!begun[i] && announced.get(i).equals(config)) {
        begun[i] = true;
        return i + 1L;
      }
    }
    return ++iterations;
  }

  /** Ends it; returns whether it had not ended before. */
  boolean end() {
    boolean first = ended.compareAndSet(false, true);
    if (first && session != null) {
      session.touch();
    }
    return first;
  }

  /** Returns the head fields as they stand at the start, without the time. */
  JsonObject fields() {
    return fields;
  }

  /** Returns the head that these fields make. */
  ExecutionHead head(JsonObject start, JsonObject closing) {
    return new ExecutionHead(
        id, JsonObject.builder().putAll(start).putAll(closing).build(), JsonObject.EMPTY);
  }
}
