package org.researchtracker.view;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.ItemType;

/** Collects the steps of one stage from its items, which come in order. */
final class StageSteps {
  private final IdentityHashMap<ExecutionItem, Step.Output> outputs;
  private final boolean inLine;
  private final List<Step> headline = new ArrayList<>();
  private final List<Step> children = new ArrayList<>();
  private final List<ExecutionItem> quiet = new ArrayList<>();
  private final List<ExecutionItem> inputs = new ArrayList<>();

  /** Where in its line each check stands that a block may yet follow, the last one first. */
  private final Deque<Integer> unblocked = new ArrayDeque<>();

  /**
   * Makes an empty stage.
   *
   * @param outputs the outputs of the execution with their names
   * @param inLine whether checks and translations stand on the stage's own line, as in stage 1
   */
  StageSteps(IdentityHashMap<ExecutionItem, Step.Output> outputs, boolean inLine) {
    this.outputs = outputs;
    this.inLine = inLine;
  }

  void headline(Step step) {
    headline.add(step);
  }

  void child(Step step) {
    children.add(step);
  }

  void add(ExecutionItem item) {
    ItemType type = item.itemType();
    List<Step> line = inLine ? headline : children;
    Step.@Nullable Output output = outputs.get(item);
    if (output != null) {
      children.add(output);
    } else if (type.equals(ItemType.PIPELINE_ERROR)) {
      children.add(new Step.Failure(ItemText.errorMessage(item), item));
    } else if (!type.isKnown()) {
      children.add(new Step.Other(item));
    } else if (type.isSystem()) {
      quiet.add(item);
    } else if (type.equals(ItemType.USER_INPUT_TEXT)) {
      inputs.add(item);
    } else if (type.equals(ItemType.USER_INPUT_IMAGE)) {
      line.add(new Step.Input(item));
    } else if (type.equals(ItemType.TRANSLATION_RESULT)) {
      line.add(new Step.Translation(item));
    } else if (type.isSafetyCheck()) {
      addCheck(item, line);
    } else if (type.isBlock()) {
      addBlock(item, line);
    } else {
      // An interception outside its stage.
      children.add(new Step.Interception(item));
    }
  }

  private void addCheck(ExecutionItem item, List<Step> line) {
    boolean ofImage = item.itemType().equals(ItemType.STAGE1_SAFETY_CHECK_IMAGE);
    Optional<Boolean> safe = ItemText.isSafe(item);
    Step.Verdict verdict =
        safe.map(passed -> passed ? Step.Verdict.PASSED : Step.Verdict.FAILED)
            .orElse(Step.Verdict.UNKNOWN);
    Optional<String> reason =
        verdict == Step.Verdict.PASSED ? Optional.empty() : ExecutionItem.reason(item.metadata());
    if (verdict != Step.Verdict.PASSED) {
      unblocked.push(line.size());
    }
    line.add(new Step.Safety(ofImage, verdict, reason, List.of(item)));
  }

  /**
   * Adds a block, as one step with the failed check before it if there is one that has no block
   * yet.
   */
  private void addBlock(ExecutionItem item, List<Step> line) {
    Integer at = unblocked.poll();
    if (at != null && line.get(at) instanceof Step.Safety check) {
      List<ExecutionItem> items = new ArrayList<>(check.items());
      items.add(item);
      Optional<String> reason = item.reason().filter(text -> !text.isBlank()).or(check::reason);
      line.set(at, new Step.Safety(check.ofImage(), Step.Verdict.BLOCKED, reason, items));
      return;
    }
    line.add(new Step.Safety(false, Step.Verdict.BLOCKED, item.reason(), List.of(item)));
  }

  /** Returns whether these steps say by themselves how the iteration ended. */
  boolean tellsTheEnd() {
    return children.stream().anyMatch(StageSteps::isEnd);
  }

  private static boolean isEnd(Step step) {
    return step instanceof Step.Output
        || step instanceof Step.Failure
        || (step instanceof Step.Safety safety && safety.verdict() == Step.Verdict.BLOCKED);
  }

  Stage stage(String title, @Nullable String config) {
    children.sort((a, b) -> Long.compare(a.position(), b.position()));
    boolean alone = headline.isEmpty() && children.isEmpty();
    for (ExecutionItem input : inputs) {
      // The design's line for stage 1 leaves the input out; where nothing came of it, it is all
      // there is.
      if (alone) {
        headline.add(new Step.Input(input));
      } else {
        quiet.add(input);
      }
    }
    if (config == null && headline.isEmpty() && children.size() == 1) {
      if (children.get(0) instanceof Step.Failure || children.get(0) instanceof Step.Missing) {
        headline.add(children.remove(0));
      }
    }
    return new Stage(title, config, headline, children, quiet);
  }
}
