package org.researchtracker.recorder;

import org.jspecify.annotations.Nullable;
import org.researchtracker.model.ItemType;

/**
 * Records one execution: a call for each thing that the pipeline does, in the order in which it
 * does it.
 *
 * <p>Any thread may call, also several at once; the order of the calls is that of the sequence
 * numbers. No call throws or waits (but as {@link OverflowPolicy} says), whatever it is given: null
 * is recorded as nothing. Closing the scope without {@link #complete} leaves the execution open in
 * the log.
 *
 * <pre>{@code
 * try (ExecutionScope execution = tracker.start(ExecutionStart.of("dada").outputConfigs(configs))) {
 *   execution.userInputText("Eine Blume");
 *   execution.translation("A flower");
 *   execution.safetyCheck(true);
 *   execution.interceptionResult("BLUME! CHAOS!");
 *   for (String config : configs) {
 *     try (OutputScope output = execution.outputConfig(config)) {
 *       output.safetyCheck(true);
 *       output.image("exports/img1.png");
 *     }
 *   }
 *   execution.complete();
 * }
 * }</pre>
 */
public final class ExecutionScope implements AutoCloseable {
  private final Execution execution;
  private final Intake intake;

  ExecutionScope(Execution execution, Intake intake) {
    this.execution = execution;
    this.intake = intake;
  }

  /** Returns the execution's id. */
  public String id() {
    return execution.id;
  }

  /** The user's text. */
  public void userInputText(@Nullable String text) {
    userInputText(text, Details.NONE);
  }

  /** The user's text. */
  public void userInputText(@Nullable String text, @Nullable Details details) {
    offer(ItemType.USER_INPUT_TEXT, text, null, 0, details);
  }

  /** A picture that the user gave, by its path or URL. */
  public void userInputImage(@Nullable String path) {
    userInputImage(path, Details.NONE);
  }

  /** A picture that the user gave, by its path or URL. */
  public void userInputImage(@Nullable String path, @Nullable Details details) {
    offer(ItemType.USER_INPUT_IMAGE, null, path, 0, details);
  }

  /** The translated text. */
  public void translation(@Nullable String text) {
    translation(text, Details.NONE);
  }

  /** The translated text. */
  public void translation(@Nullable String text, @Nullable Details details) {
    offer(ItemType.TRANSLATION_RESULT, text, null, 0, details);
  }

  /** The safety check of stage 1. */
  public void safetyCheck(boolean safe) {
    safetyCheck(safe, Details.NONE);
  }

  /** The safety check of stage 1; a reason may stand in the metadata. */
  public void safetyCheck(boolean safe, @Nullable Details details) {
    offer(ItemType.STAGE1_SAFETY_CHECK, null, null, 0, Causes.verdict(safe, details));
  }

  /** Stage 1 blocked the input, which ends the execution. */
  public void blocked(@Nullable String reason) {
    blocked(reason, Details.NONE);
  }

  /** Stage 1 blocked the input, which ends the execution. */
  public void blocked(@Nullable String reason, @Nullable Details details) {
    end(ItemType.STAGE1_BLOCKED, null, Causes.because(reason, details));
  }

  /** One pass of a recursive stage 2; passes are numbered in the order of the calls. */
  public void interceptionPass(@Nullable String text) {
    interceptionPass(text, Details.NONE);
  }

  /**
   * One pass of a recursive stage 2; passes are numbered in the order of the calls. Languages are
   * read from the metadata {@code from_language} and {@code to_language}.
   */
  public void interceptionPass(@Nullable String text, @Nullable Details details) {
    long pass = execution.passes.incrementAndGet();
    offer(ItemType.INTERCEPTION_ITERATION, text, null, pass, details);
  }

  /** The transformed prompt. */
  public void interceptionResult(@Nullable String text) {
    interceptionResult(text, Details.NONE);
  }

  /** The transformed prompt. */
  public void interceptionResult(@Nullable String text, @Nullable Details details) {
    offer(ItemType.INTERCEPTION_RESULT, text, null, 0, details);
  }

  /**
   * Begins a pass of the Stage 3-4 loop. Its number is that at which the config was announced, or
   * follows after those; the scope keeps it, so that passes may also run side by side.
   *
   * @param config the output config ({@code config_used})
   */
  public OutputScope outputConfig(@Nullable String config) {
    return new OutputScope(this, config, execution.iteration(config));
  }

  /** Anything else, by its type; {@link Details#stage} where the type does not tell its stage. */
  public void item(
      @Nullable ItemType type,
      @Nullable String content,
      @Nullable String path,
      @Nullable Details details) {
    offer(type, content, path, 0, details);
  }

  /** The pipeline has done its work. */
  public void complete() {
    complete(Details.NONE);
  }

  /** The pipeline has done its work. */
  public void complete(@Nullable Details details) {
    end(ItemType.PIPELINE_COMPLETE, null, details);
  }

  /**
   * The pipeline has failed, which ends the execution.
   *
   * @param stage where, 0 to 5 ({@code error_stage})
   */
  public void error(int stage, @Nullable Throwable cause) {
    error(stage, Causes.text(cause), Causes.type(cause));
  }

  /**
   * The pipeline has failed, which ends the execution.
   *
   * @param stage where, 0 to 5 ({@code error_stage})
   */
  public void error(int stage, @Nullable String message, @Nullable Details details) {
    end(ItemType.PIPELINE_ERROR, message, Causes.at(stage, details));
  }

  /** Writes the closing head line. Closing twice does nothing. */
  @Override
  public void close() {
    end(null);
  }

  private void offer(
      @Nullable ItemType type,
      @Nullable String content,
      @Nullable String path,
      long pass,
      @Nullable Details details) {
    offer(type, content, path, 0, pass, null, details);
  }

  /** Hands over an item; what goes wrong is counted as a dropped event. */
  void offer(
      @Nullable ItemType type,
      @Nullable String content,
      @Nullable String path,
      long iteration,
      long pass,
      @Nullable String config,
      @Nullable Details details) {
    try {
      intake.offer(event(type, content, path, iteration, pass, config, details));
    } catch (Throwable e) {
      // Nothing that goes wrong here is the pipeline's business; not even that memory has run out.
      intake.drop(execution);
    }
  }

  private void end(ItemType type, @Nullable String content, @Nullable Details details) {
    try {
      end(event(type, content, null, 0, 0, null, details));
    } catch (Throwable e) {
      intake.drop(execution);
    }
  }

  private void end(@Nullable Event last) {
    try {
      intake.end(execution, last);
    } catch (Throwable e) {
      intake.drop(execution);
    }
  }

  private Event event(
      @Nullable ItemType type,
      @Nullable String content,
      @Nullable String path,
      long iteration,
      long pass,
      @Nullable String config,
      @Nullable Details details) {
    return new Event(
        execution,
        type == null ? ItemType.of("unknown") : type,
        intake.now(),
        iteration,
        pass,
        content,
        path,
        config,
        details == null ? Details.NONE : details);
  }
}
