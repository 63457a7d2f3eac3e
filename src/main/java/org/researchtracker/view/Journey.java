package org.researchtracker.view;

import java.util.List;
import java.util.Optional;
import org.researchtracker.model.ExecutionRecord;

/**
 * One execution taken apart into stages and steps: what every view draws from, so that no two of
 * them can disagree.
 *
 * @param record the execution
 * @param stages the stages in order, also those that only a full view shows
 * @param outputs the outputs in order of their sequence numbers, each numbered per medium
 * @param transformed the prompt after the interception, if there is one
 */
public record Journey(
    ExecutionRecord record,
    List<Stage> stages,
    List<Step.Output> outputs,
    Optional<String> transformed) {
  /** Copies the lists. */
  public Journey {
    stages = List.copyOf(stages);
    outputs = List.copyOf(outputs);
  }

  /** Returns the journey of an execution. */
  public static Journey of(ExecutionRecord record) {
    return new JourneyBuilder(record).build();
  }
}
