package org.researchtracker.recorder;

import org.jspecify.annotations.Nullable;
import org.researchtracker.model.ItemType;

/**
 * Records one pass of the Stage 3-4 loop; see {@link ExecutionScope#outputConfig}. Its items all
 * have the number and the config of the pass. Thread-safe; no call throws or waits, as those of
 * {@link ExecutionScope}.
 */
public final class OutputScope implements AutoCloseable {
  private static final int GENERATION = 4;

  private final ExecutionScope execution;
  private final @Nullable String config;
  private final long iteration;

  OutputScope(ExecutionScope execution, @Nullable String config, long iteration) {
    this.execution = execution;
    this.config = config;
    this.iteration = iteration;
  }

  /** Returns the number of the pass, from 1 ({@code output_config_index}). */
  public long index() {
    return iteration;
  }

  /** The safety check of stage 3. */
  public void safetyCheck(boolean safe) {
    safetyCheck(safe, Details.NONE);
  }

  /** The safety check of stage 3; a reason may stand in the metadata. */
  public void safetyCheck(boolean safe, @Nullable Details details) {
    item(ItemType.STAGE3_SAFETY_CHECK, null, null, Causes.verdict(safe, details));
  }

  /** Stage 3 blocked this output; the loop goes on with the next config. */
  public void blocked(@Nullable String reason) {
    blocked(reason, Details.NONE);
  }

  /** Stage 3 blocked this output; the loop goes on with the next config. */
  public void blocked(@Nullable String reason, @Nullable Details details) {
    item(ItemType.STAGE3_BLOCKED, null, null, Causes.because(reason, details));
  }

  /** A picture, by its path, URL or data URI. */
  public void image(@Nullable String path) {
    image(path, Details.NONE);
  }

  /** A picture, by its path, URL or data URI. */
  public void image(@Nullable String path, @Nullable Details details) {
    item(ItemType.OUTPUT_IMAGE, null, path, details);
  }

  /** Sound or speech, by its path, URL or data URI. */
  public void audio(@Nullable String path) {
    audio(path, Details.NONE);
  }

  /** Sound or speech, by its path, URL or data URI. */
  public void audio(@Nullable String path, @Nullable Details details) {
    item(ItemType.OUTPUT_AUDIO, null, path, details);
  }

  /** Music, by its path, URL or data URI. */
  public void music(@Nullable String path) {
    music(path, Details.NONE);
  }

  /** Music, by its path, URL or data URI. */
  public void music(@Nullable String path, @Nullable Details details) {
    item(ItemType.OUTPUT_MUSIC, null, path, details);
  }

  /** A video, by its path, URL or data URI. */
  public void video(@Nullable String path) {
    video(path, Details.NONE);
  }

  /** A video, by its path, URL or data URI. */
  public void video(@Nullable String path, @Nullable Details details) {
    item(ItemType.OUTPUT_VIDEO, null, path, details);
  }

  /** A 3D model, by its path, URL or data URI. */
  public void model3d(@Nullable String path) {
    model3d(path, Details.NONE);
  }

  /** A 3D model, by its path, URL or data URI. */
  public void model3d(@Nullable String path, @Nullable Details details) {
    item(ItemType.OUTPUT_3D, null, path, details);
  }

  /**
   * This output failed, and the pipeline goes on with the next; the execution counts as one that
   * ended in error.
   */
  public void error(@Nullable Throwable cause) {
    item(
        ItemType.PIPELINE_ERROR,
        Causes.text(cause),
        null,
        Causes.at(GENERATION, Causes.type(cause)).stage(GENERATION));
  }

  /** Anything else of this pass, by its type. */
  public void item(
      @Nullable ItemType type,
      @Nullable String content,
      @Nullable String path,
      @Nullable Details details) {
    execution.offer(type, content, path, iteration, 0, config, details);
  }

  /** Ends the pass, of which nothing is logged. */
  @Override
  public void close() {}
}
