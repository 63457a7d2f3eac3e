package org.researchtracker.recorder;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.researchtracker.log.LogBatch;
import org.researchtracker.model.ExecutionHead;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonNumber;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.recorder.Intake.Ending;
import org.researchtracker.recorder.RecorderProblem.Kind;

/**
 * Makes lines of entries, gives them their numbers, and tells who is interested once they are
 * written. The writer's alone.
 */
final class LineBook {
  /** How many executions that have not ended are remembered, to say at the end what they lost. */
  private static final int MOST_OPEN = 10_000;

  private final RecorderOptions options;
  private final Intake intake;
  private final Observers observers;
  private final LiveExecutions live;
  private final LineEncoder line;
  private final Set<Execution> open = new LinkedHashSet<>();

  LineBook(RecorderOptions options, Intake intake, Observers observers, LiveExecutions live) {
    this.options = options;
    this.intake = intake;
    this.observers = observers;
    this.live = live;
    this.line = new LineEncoder(options.zone);
  }

  /**
   * Adds the lines of these entries, under the log's lock. May be called again for the same ones,
   * when they could not be written.
   *
   * @throws IOException if the logs cannot be read for the numbers in them
   */
  void fill(LogBatch lines, List<Entry> entries) throws IOException {
    for (Entry entry : entries) {
      Execution execution = entry.execution;
      // Its head line comes first; what this batch adds itself does not continue anything.
      if (entry.isHead() && !execution.placed) {
        if (execution.isNew) {
          lines.isNew(execution.id);
        } else {
          execution.continued = lines.highest(execution.id) >= 0;
        }
      }
      try {
        add(lines, entry);
        entry.refused = false;
      } catch (RuntimeException | Error e) {
        entry.refused = true;
        observers.problem(Kind.ARGUMENT, "cannot be written: " + e, 1, Optional.of(e));
      }
    }
  }

  private void add(LogBatch lines, Entry entry) throws IOException {
    line.clear();
    Execution execution = entry.execution;
    line.begin("execution_id", execution.id);
    if (entry.event != null) {
      long number = Math.addExact(Math.max(lines.highest(execution.id), 0), 1);
      entry.item = entry.event.item(number, text(entry.event.time()), options.longestText);
      item(entry.item);
      finish(lines);
      lines.taken(execution.id, number);
    } else {
      entry.fields = entry.ending == null ? head(execution) : closing(entry.ending);
      entry.fields.forEach((name, value) -> line.member(name, value));
      finish(lines);
      lines.taken(execution.id, 0);
    }
  }

  private void finish(LogBatch lines) {
    line.end();
    lines.line(line.bytes(), 0, line.length());
  }

  private @Nullable String text(@Nullable Instant time) {
    return time == null ? null : line.timeText(time);
  }

  private void item(ExecutionItem item) {
    line.member("sequence_number", item.sequenceNumber());
    line.member("timestamp", item.timestamp());
    line.member("stage", item.stage());
    if (item.outputConfigIndex() != null) {
      line.member("output_config_index", item.outputConfigIndex());
    }
    if (item.stageIteration() != null) {
      line.member("stage_iteration", item.stageIteration());
    }
    line.member("media_type", item.mediaType() == null ? null : item.mediaType().name());
    line.member("item_type", item.itemType().name());
    line.member("content", item.content());
    line.member("file_path", item.filePath());
    line.member("config_used", item.configUsed());
    line.member("model_used", item.modelUsed());
    line.member("prompt_id", item.promptId());
    line.member("backend_type", item.backendType());
    line.member("execution_time", item.executionTime());
    if (!item.metadata().isEmpty()) {
      line.member("metadata", item.metadata());
    }
  }

  private JsonObject head(Execution execution) {
    JsonObject.Builder head = JsonObject.builder();
    String started = text(execution.started);
    if (started != null) {
      // The start of an execution that a log holds already is the one that it holds.
      head.put(execution.continued ? "logged_at" : "timestamp", started);
    }
    return head.putAll(execution.fields()).put("log_version", 1).build();
  }

  private JsonObject closing(Ending ending) {
    Execution execution = ending.execution();
    JsonObject.Builder closing = JsonObject.builder();
    String time = text(ending.time());
    if (time != null) {
      closing.put("logged_at", time);
    }
    if (!execution.continued && ending.nanos() >= 0) {
      Duration whole = Duration.ofNanos(ending.nanos() / 1_000_000 * 1_000_000);
      closing.put("total_execution_time", (JsonValue) LineEncoder.seconds(whole));
    }
    return closing.put("dropped_items", JsonNumber.of(execution.lost.get())).build();
  }

  /** Takes note that an entry stands in the log. */
  void written(Entry entry) {
    Execution execution = entry.execution;
    execution.placed = true;
    ExecutionItem item = entry.item;
    if (item != null && entry.event != null) {
      live.add(execution.id, item, entry.event.weight());
      if (!observers.isEmpty()) {
        observers.tell(observer -> observer.onItem(execution.id, item));
      }
    } else if (entry.ending != null) {
      open.remove(execution);
      ExecutionHead ended = execution.head(head(execution), entry.fields);
      live.end(ended);
      observers.tell(observer -> observer.onEnd(ended));
    } else {
      begin(execution, entry.fields);
    }
  }

  private void begin(Execution execution, JsonObject fields) {
    if (open.size() == MOST_OPEN) {
      Iterator<Execution> eldest = open.iterator();
      eldest.next();
      eldest.remove();
    }
    open.add(execution);
    ExecutionHead begun = execution.head(fields, JsonObject.EMPTY);
    if (execution.continued) {
      live.forget(execution.id);
    } else {
      live.start(begun);
    }
    observers.tell(observer -> observer.onStart(begun));
  }

  /** Adds a head line for each execution that has lost something and was not ended. */
  void closeOpen(List<Entry> entries) {
    for (Execution execution : open) {
      if (execution.lost.get() > 0 && execution.end()) {
        entries.add(Entry.closing(new Ending(execution, null, 0, intake.now(), -1)));
      }
    }
  }
}
