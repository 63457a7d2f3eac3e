package org.researchtracker.view;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.ExecutionRecord;
import org.researchtracker.model.ItemType;
import org.researchtracker.model.JsonValue.JsonNull;
import org.researchtracker.model.JsonValue.JsonNumber;
import org.researchtracker.model.OutputLoop;
import org.researchtracker.model.OutputLoop.Iteration;
import org.researchtracker.model.OutputLoop.Outcome;
import org.researchtracker.model.Status;

/** Takes an execution apart, see {@link Journey}. */
final class JourneyBuilder {
  private static final int INPUT_STAGE = 1;
  private static final int INTERCEPTION_STAGE = 2;
  private static final int END_STAGE = 5;

  private final ExecutionRecord record;
  private final Status status;
  private final List<Stage> stages = new ArrayList<>();
  private final IdentityHashMap<ExecutionItem, Step.Output> outputs = new IdentityHashMap<>();
  private final List<Step.Output> ordered = new ArrayList<>();
  private Optional<String> transformed = Optional.empty();

  JourneyBuilder(ExecutionRecord record) {
    this.record = record;
    this.status = record.status();
  }

  Journey build() {
    numberOutputs();
    for (int stage = 0; stage <= INTERCEPTION_STAGE; stage++) {
      addStage(stage);
    }
    addLoop();
    addStage(END_STAGE);
    return new Journey(record, stages, ordered, transformed);
  }

  private void numberOutputs() {
    Map<String, Integer> counts = new HashMap<>();
    for (ExecutionItem item : record.items()) {
      if (item.itemType().isOutput()) {
        String word = ItemText.mediumWord(item);
        Step.Output output =
            new Step.Output(word + " " + counts.merge(word, 1, Integer::sum), item);
        outputs.put(item, output);
        ordered.add(output);
      }
    }
  }

  /** Returns the stage under which an item is shown. */
  private static int placeOf(ExecutionItem item) {
    if (item.inOutputLoop()) {
      return item.stage();
    }
    if (item.stage() == 0 && item.itemType().isInput()) {
      return INPUT_STAGE;
    }
    if (item.itemType().equals(ItemType.PIPELINE_ERROR)
        && (item.stage() == 0 || item.stage() == END_STAGE)) {
      // Pipelines log the error at their end and say in metadata where it struck.
      return item.metadata().get("error_stage").orElse(JsonNull.NULL) instanceof JsonNumber stage
          ? stage
              .longValue()
              .filter(s -> s >= 0 && s <= END_STAGE)
              .map(Long::intValue)
              .orElse(item.stage())
          : item.stage();
    }
    return item.stage();
  }

  private void addStage(int number) {
    StageSteps steps = new StageSteps(outputs, number == INPUT_STAGE);
    List<ExecutionItem> results = new ArrayList<>();
    List<ExecutionItem> passes = new ArrayList<>();
    boolean empty = true;
    for (ExecutionItem item : record.items()) {
      if (placeOf(item) != number) {
        continue;
      }
      empty = false;
      if (number == INTERCEPTION_STAGE && item.itemType().isInterceptionResult()) {
        results.add(item);
      } else if (number == INTERCEPTION_STAGE
          && item.itemType().equals(ItemType.INTERCEPTION_ITERATION)) {
        passes.add(item);
      } else {
        steps.add(item);
      }
    }
    if (!empty) {
      addInterception(results, passes, steps);
      stages.add(steps.stage("Stage " + number, null));
    }
  }

  /**
   * Adds the result to the stage's line and the passes below it. A pipeline that knows only the
   * design's taxonomy logs each pass as a result with its number: then the last is both.
   */
  private void addInterception(
      List<ExecutionItem> results, List<ExecutionItem> passes, StageSteps steps) {
    if (!results.isEmpty()) {
      ExecutionItem last = finalResult(results);
      transformed = Optional.ofNullable(last.content());
      steps.headline(new Step.Interception(last));
      for (ExecutionItem result : results) {
        if (results.size() > 1 && result.stageIteration() != null) {
          passes.add(result);
        } else if (result.sequenceNumber() != last.sequenceNumber()) {
          steps.child(new Step.Interception(result));
        }
      }
      passes.sort((a, b) -> Long.compare(a.sequenceNumber(), b.sequenceNumber()));
    }
    long number = 0;
    for (ExecutionItem pass : passes) {
      Long own = pass.stageIteration();
      number = own == null ? number + 1 : own;
      steps.child(new Step.Pass(number, ItemText.languages(pass), pass));
    }
  }

  private static ExecutionItem finalResult(List<ExecutionItem> results) {
    ExecutionItem last = results.get(results.size() - 1);
    for (ExecutionItem result : results) {
      if (result.stageIteration() == null) {
        last = result;
      }
    }
    return last;
  }

  private void addLoop() {
    OutputLoop<ExecutionItem> loop = record.outputLoop();
    Map<Optional<Object>, List<ExecutionItem>> strays = new LinkedHashMap<>();
    for (ExecutionItem item : record.items()) {
      int place = placeOf(item);
      if (!item.inOutputLoop() && (place == 3 || place == 4)) {
        strays.computeIfAbsent(iterationOf(item), key -> new ArrayList<>()).add(item);
      }
    }
    for (Iteration<ExecutionItem> iteration : loop.iterations()) {
      addIteration(iteration, loop.size(), strays);
    }
    if (!strays.isEmpty()) {
      StageSteps steps = new StageSteps(outputs, false);
      strays.values().forEach(items -> items.forEach(steps::add));
      stages.add(steps.stage("Stage 3-4", null));
    }
  }

  /**
   * Returns what tells to which iteration an item that lies in none belongs: its index, or else its
   * config.
   */
  private static Optional<Object> iterationOf(ExecutionItem stray) {
    Long index = stray.outputConfigIndex();
    return Optional.ofNullable(index == null ? stray.configUsed() : index);
  }

  private void addIteration(
      Iteration<ExecutionItem> iteration,
      long size,
      Map<Optional<Object>, List<ExecutionItem>> strays) {
    List<ExecutionItem> items = new ArrayList<>(iteration.items());
    claim(Optional.ofNullable(iteration.index()), strays, items);
    claim(Optional.ofNullable(iteration.configUsed()), strays, items);
    StageSteps steps = new StageSteps(outputs, false);
    items.forEach(steps::add);
    if (iteration.isRequest() && !steps.tellsTheEnd()) {
      missing(iteration.outcome(), iteration.items().isEmpty()).ifPresent(steps::child);
    }
    String title =
        iteration.index() == null
            ? "Stage 3-4"
            : "Stage 3-4 (" + iteration.index() + "/" + size + ")";
    stages.add(steps.stage(title, iteration.configUsed()));
  }

  private static void claim(
      Optional<?> key,
      Map<Optional<Object>, List<ExecutionItem>> strays,
      List<ExecutionItem> items) {
    List<ExecutionItem> own = key.isPresent() ? strays.remove(key) : null;
    if (own != null) {
      items.addAll(own);
    }
  }

  private Optional<Step> missing(Outcome outcome, boolean wholly) {
    Step.@Nullable Absence absence =
        switch (outcome) {
          case PENDING -> Step.Absence.PENDING;
          case FAILED ->
              wholly && status != Status.COMPLETE
                  ? Step.Absence.NOT_REACHED
                  : Step.Absence.NO_OUTPUT;
          case GENERATED, BLOCKED -> null;
        };
    return absence == null ? Optional.empty() : Optional.of(new Step.Missing(absence, wholly));
  }
}
