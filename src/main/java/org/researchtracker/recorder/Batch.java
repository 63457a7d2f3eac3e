package org.researchtracker.recorder;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.researchtracker.recorder.Intake.Ending;

/**
 * What is written together: the lines of the events that have come, in the order of their
 * acceptance, an execution's head line before its first item and its closing one after its last.
 * The writer's alone.
 */
final class Batch {
  private static final int MOST_LINES = 2048;
  private static final long MOST_BYTES = 2 << 20;

  private final Intake intake;
  private final List<Entry> entries = new ArrayList<>();
  private long bytes;

  Batch(Intake intake) {
    this.intake = intake;
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  int size() {
    return entries.size();
  }

  /** Returns the lines; to be changed only by closing heads that are added at the very end. */
  List<Entry> entries() {
    return entries;
  }

  /** Takes what has come, as far as it has room. */
  void collect() {
    bytes = 0;
    while (entries.size() < MOST_LINES && bytes < MOST_BYTES) {
      Ending ending = intake.endings.peek();
      if (ending != null && ending.position() <= intake.queue.begin()) {
        intake.endings.remove();
        end(ending);
        continue;
      }
      Event event = intake.queue.poll();
      if (event == null) {
        // Empty; or its place is taken and its thread has not come to put it there.
        return;
      }
      add(event, true);
    }
  }

  /** Takes all that is left, in whichever order: nothing more will come. */
  void collectRest() {
    Ending ending;
    while ((ending = intake.endings.poll()) != null) {
      end(ending);
    }
    Event event;
    while ((event = intake.queue.poll()) != null) {
      add(event, true);
    }
  }

  private void add(Event event, boolean queued) {
    long weight = event.weight();
    begin(event.execution());
    entries.add(Entry.item(event, queued ? weight : 0));
    bytes += weight;
  }

  private void begin(Execution execution) {
    if (!execution.headWritten) {
      execution.headWritten = true;
      entries.add(Entry.head(execution));
    }
  }

  private void end(Ending ending) {
    @Nullable Event last = ending.last();
    if (last != null) {
      add(last, false);
    }
    begin(ending.execution());
    entries.add(Entry.closing(ending));
  }

  /**
   * Lets go of what has been dealt with.
   *
   * @param lines how many lines, from the first on, stand in the log
   * @param written is given those
   * @param refused is given those that cannot be made lines
   */
  void settle(int lines, Consumer<Entry> written, Consumer<Entry> refused) {
    List<Entry> done = List.copyOf(entries);
    entries.clear();
    int left = lines;
    for (Entry entry : done) {
      if (entry.refused) {
        refused.accept(entry);
      } else if (left > 0) {
        left--;
        written.accept(entry);
      } else {
        entries.add(entry);
      }
    }
  }

  /** Gives up what is left. */
  void abandon(Consumer<Entry> lost) {
    entries.forEach(lost);
    entries.clear();
  }
}
