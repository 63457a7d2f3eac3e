package org.researchtracker.bundle.document;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.ExecutionRecord;
import org.researchtracker.model.ItemType;
import org.researchtracker.model.JsonValue.JsonNumber;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.Timestamps;
import org.researchtracker.view.Journey;
import org.researchtracker.view.SafeText;
import org.researchtracker.view.Stage;
import org.researchtracker.view.Step;

/**
 * One execution in the crate: an action for each step, and the texts and media that the steps take
 * and give. What the user gave is no step but what steps begin with; the start, the end and the
 * transitions of the pipeline are neither.
 */
final class CrateExecution {
  private static final String COMPLETED = "http://schema.org/CompletedActionStatus";
  private static final String FAILED = "http://schema.org/FailedActionStatus";

  private final BundledExecution execution;
  private final ExecutionRecord record;
  private final BundleFacts facts;
  private final CrateGraph graph;
  private final CrateThings things;
  private final CrateInstruments instruments;
  private final CrateFlow flow = new CrateFlow();
  private final Map<Long, Step> steps = new HashMap<>();
  private final Optional<Instant> last;

  CrateExecution(BundledExecution execution, BundleFacts facts, CrateGraph graph) {
    this.execution = execution;
    this.record = execution.record();
    this.facts = facts;
    this.graph = graph;
    this.things = new CrateThings(execution, facts, graph);
    this.instruments = new CrateInstruments(record.head(), graph);
    this.last = lastInstant(record, facts.zone());
    for (Stage stage : Journey.of(record).stages()) {
      for (Step step : stage.steps()) {
        step.items().forEach(item -> steps.put(item.sequenceNumber(), step));
      }
    }
  }

  /** Returns whether an item is a step that did something, rather than an input or a remark. */
  static boolean isAction(ExecutionItem item) {
    ItemType type = item.itemType();
    return !type.isInput() && (!type.isSystem() || type.equals(ItemType.PIPELINE_ERROR));
  }

  void write() throws IOException {
    String agent = writeAgent();
    for (ExecutionItem item : record.items()) {
      if (isAction(item)) {
        writeAction(item, agent);
      } else if (item.itemType().isInput()) {
        List<String> given = new ArrayList<>(things.write(item, Optional.empty()));
        things.writeMissing(item).ifPresent(given::add);
        flow.take(item, given);
      }
    }
  }

  private String writeAgent() throws IOException {
    String user = record.head().userId();
    if (user == null) {
      return CrateAgents.NOT_STATED_ID;
    }
    String id = CrateIds.user(user);
    if (graph.isNew(id)) {
      graph.add(
          CrateGraph.entity(id, "Person")
              .put("name", SafeText.encodable(user))
              .put("description", "A user, by the id in the log"));
    }
    return id;
  }

  private void writeAction(ExecutionItem item, String agent) throws IOException {
    Optional<String> error = error(item);
    List<String> objects = flow.objectsOf(item);
    List<String> results =
        error.isPresent() ? List.of() : things.write(item, Optional.ofNullable(verdict(item)));
    if (error.isEmpty()) {
      flow.take(item, results);
    }
    String id = CrateIds.action(record.executionId(), item.sequenceNumber());
    JsonObject.Builder action =
        CrateGraph.entity(id, results.isEmpty() ? "ActivateAction" : "CreateAction")
            .put("name", name(item))
            .put("description", description(item));
    putTimes(item, action);
    action
        .put("instrument", CrateGraph.references(instruments.of(item)))
        .put("agent", CrateGraph.reference(agent));
    if (!objects.isEmpty()) {
      action.put("object", CrateGraph.references(objects));
    }
    if (!results.isEmpty()) {
      action.put("result", CrateGraph.references(results));
    }
    action.put("actionStatus", error.isPresent() ? FAILED : COMPLETED);
    error.ifPresent(text -> action.put("error", SafeText.encodable(text)));
    Optional<String> missing = things.writeMissing(item);
    missing.ifPresent(thing -> action.put("additionalProperty", CrateGraph.reference(thing)));
    graph.add(action);
  }

  private String name(ExecutionItem item) {
    String step = SafeText.line(item.itemType().name()) + " " + item.sequenceNumber();
    return step + " of " + SafeText.line(record.executionId());
  }

  private String description(ExecutionItem item) {
    StringBuilder text = new StringBuilder("Stage ").append(item.stage());
    if (item.outputConfigIndex() != null) {
      text.append(", output ").append(item.outputConfigIndex());
    }
    text.append(": ").append(ItemTypeMeanings.of(item.itemType()));
    BundledMedium medium = execution.media().get(item.sequenceNumber());
    if (medium != null && medium.reason().isPresent()) {
      text.append(" The medium is not in this export: ");
      text.append(medium.reason().get().wireName()).append('.');
    }
    if (Timestamps.instant(item.timestamp(), facts.zone()).isEmpty()) {
      text.append(" The log gives no time for this step; the end time given here is only the");
      text.append(last.isPresent() ? " latest of its execution." : " date of the export.");
    }
    return text.toString();
  }

  /** Returns why a step failed; nothing if it did not. */
  private Optional<String> error(ExecutionItem item) {
    Step step = steps.get(item.sequenceNumber());
    if (item.itemType().equals(ItemType.PIPELINE_ERROR)) {
      Optional<String> message =
          step instanceof Step.Failure failure ? failure.message() : item.reason();
      return Optional.of(message.orElse("the pipeline failed; the log gives no reason"));
    }
    if (item.itemType().isBlock()) {
      Optional<String> reason =
          item.reason()
              .filter(text -> !text.isBlank())
              .or(() -> step instanceof Step.Safety safety ? safety.reason() : Optional.empty());
      return Optional.of(
          reason.map(text -> "blocked: " + text).orElse("blocked; the log gives no reason"));
    }
    return Optional.empty();
  }

  /** Returns how a safety check ended, in words; null if the item is none. */
  private @Nullable String verdict(ExecutionItem item) {
    if (!(steps.get(item.sequenceNumber()) instanceof Step.Safety safety)) {
      return null;
    }
    return switch (safety.verdict()) {
      case PASSED -> "passed";
      case FAILED, BLOCKED -> "not passed";
      case UNKNOWN -> Described.NOT_STATED;
    };
  }

  /**
   * Puts the time at which the step was logged as its end, as the profile wants an end of every
   * step, and the start where the log says how long it took.
   */
  private void putTimes(ExecutionItem item, JsonObject.Builder action) {
    Optional<Instant> end = Timestamps.instant(item.timestamp(), facts.zone());
    JsonNumber seconds = item.executionTime();
    if (end.isPresent() && seconds != null) {
      double length = seconds.doubleValue();
      if (length >= 0 && length < Duration.ofDays(366).toSeconds()) {
        Instant start = end.get().minusMillis(Math.round(length * 1000));
        action.put("startTime", Instants.utc(start));
      }
    }
    Instant known =
        end.or(() -> last).orElseGet(() -> facts.date().atStartOfDay(ZoneOffset.UTC).toInstant());
    action.put("endTime", Instants.utc(known));
  }

  private static Optional<Instant> lastInstant(ExecutionRecord record, ZoneId zone) {
    return record.items().stream()
        .flatMap(item -> Timestamps.instant(item.timestamp(), zone).stream())
        .max(Instant::compareTo)
        .or(() -> Timestamps.instant(record.head().timestamp(), zone));
  }
}
