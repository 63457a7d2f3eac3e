package org.researchtracker.index;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.researchtracker.model.ExecutionHead;
import org.researchtracker.model.ListedExecution;
import org.researchtracker.model.OutputCounts;
import org.researchtracker.model.OutputLoop;
import org.researchtracker.model.Status;

/** One execution as the index knows it, without its texts. Immutable to those who get it. */
public final class ExecutionEntry {
  private final ExecutionSummary summary;
  private final ExecutionLines lines;

  ExecutionEntry(ExecutionSummary summary, ExecutionLines lines) {
    this.summary = summary;
    this.lines = lines;
  }

  /** Returns the id. */
  public String executionId() {
    return summary.head().executionId();
  }

  /** Returns the head fields by their ranks; unknown ones are in the record only. */
  public ExecutionHead head() {
    return summary.head();
  }

  /** Returns how it ended. */
  public Status status() {
    return summary.status();
  }

  /** Returns when it began: by its head, else by its earliest item. */
  public Optional<Instant> startedAt() {
    return summary.startedAt();
  }

  /** Returns when it ended, if an end with a time was logged. */
  public Optional<Instant> endedAt() {
    return summary.endedAt();
  }

  /** Returns how many items there are after duplicates. */
  public long itemCount() {
    return summary.itemCount();
  }

  /** Returns how many items are outputs. */
  public long outputCount() {
    return summary.outputCount();
  }

  /** Returns how many items are blocks. */
  public long blockedCount() {
    return summary.blockedCount();
  }

  /** Returns how many items are media. */
  public long mediaCount() {
    return lines.items().stream().filter(item -> item.stays() && item.isMedium()).count();
  }

  /** Returns what became of the requested outputs. */
  public OutputCounts outputs() {
    return summary.outputs();
  }

  ListedExecution listed(Optional<String> inputText) {
    return new ListedExecution(
        head(),
        status(),
        itemCount(),
        outputCount(),
        blockedCount(),
        startedAt().orElse(null),
        endedAt().orElse(null),
        inputText.orElse(null));
  }

  ExecutionSummary summary() {
    return summary;
  }

  ExecutionLines lines() {
    return lines;
  }

  List<Occurrence> items() {
    return lines.winners();
  }

  OutputLoop<Occurrence> loop() {
    return OutputLoop.of(head().outputConfigs().orElse(List.of()), items(), status());
  }
}
