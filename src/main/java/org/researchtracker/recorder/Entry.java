package org.researchtracker.recorder;

import org.jspecify.annotations.Nullable;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.recorder.Intake.Ending;

/** One line that the writer is going to write; the writer's alone. */
final class Entry {
  final Execution execution;

  /** What an item line says; null on head lines. */
  final @Nullable Event event;

  /** What a closing head line says; null on other lines. */
  final @Nullable Ending ending;

  /** How much room it takes in the queue until it is written, bytes. */
  final long weight;

  /** The item that it became, with its number. */
  @Nullable ExecutionItem item;

  /** The fields of a head line besides the id. */
  JsonObject fields = JsonObject.EMPTY;

  /** Whether it cannot be made a line. */
  boolean refused;

  private Entry(Execution execution, @Nullable Event event, @Nullable Ending ending, long weight) {
    this.execution = execution;
    this.event = event;
    this.ending = ending;
    this.weight = weight;
  }

  static Entry item(Event event, long weight) {
    return new Entry(event.execution(), event, null, weight);
  }

  static Entry head(Execution execution) {
    return new Entry(execution, null, null, 0);
  }

  static Entry closing(Ending ending) {
    return new Entry(ending.execution(), null, ending, 0);
  }

  /** Returns whether this is the line that begins its execution. */
  boolean isHead() {
    return event == null && ending == null;
  }
}
