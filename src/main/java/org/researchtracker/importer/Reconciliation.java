package org.researchtracker.importer;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.researchtracker.importer.ExecutionVerdict.Outcome;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonArray;
import org.researchtracker.model.JsonValue.JsonNull;
import org.researchtracker.model.JsonValue.JsonObject;

/**
 * Holds a draft against what the log has of the execution and says which lines are to be added. A
 * number that an item has once it keeps for ever; what is new comes after what is known.
 */
final class Reconciliation {
  /** The longest line that is written; every reader takes this much. */
  private static final int MAX_LINE = 60 << 20;

  private final ExecutionDraft draft;
  private final KnownExecution known;
  private final List<String> lines = new ArrayList<>();
  private Outcome outcome = Outcome.KNOWN;
  private int added;

  private Reconciliation(ExecutionDraft draft, KnownExecution known) {
    this.draft = draft;
    this.known = known;
  }

  /**
   * Compares, and notes in {@code known} what the log will have.
   *
   * @param now when the lines are written
   */
  static Reconciliation of(ExecutionDraft draft, KnownExecution known, Instant now) {
    Reconciliation result = new Reconciliation(draft, known);
    if (known.isEmpty()) {
      result.whole();
    } else if (known.isImported()) {
      result.growth(now);
    } else {
      result.outcome = Outcome.RECORDED;
    }
    return result;
  }

  List<String> lines() {
    return lines;
  }

  Outcome outcome() {
    return outcome;
  }

  /** Returns how many items are added. */
  int added() {
    return added;
  }

  private void whole() {
    outcome = Outcome.IMPORTED;
    boolean numbered = isNumbered(draft.items());
    List<JsonObject> items = new ArrayList<>();
    long next = 1;
    for (ItemDraft item : draft.items()) {
      if (known.has(item)) {
        continue;
      }
      Long own = item.number();
      long number = numbered && own != null ? own : next;
      next = Math.max(next, number + 1);
      items.add(json(item, number, null));
    }
    JsonObject head = draft.fields();
    known.head(head);
    write(head, items);
  }

  /** Returns whether every item has a number of its own. */
  private static boolean isNumbered(List<ItemDraft> items) {
    Set<Long> numbers = new HashSet<>();
    for (ItemDraft item : items) {
      Long number = item.number();
      if (number == null || !numbers.add(number)) {
        return false;
      }
    }
    return true;
  }

  private JsonObject json(ItemDraft item, long number, @Nullable Long supersedes) {
    known.add(item.identity(), number);
    added++;
    return item.toJson(number, supersedes);
  }

  /** One line where that is short enough, so that an execution is there whole or not at all. */
  private void write(JsonObject head, List<JsonObject> items) {
    JsonObject record =
        line(head).put("items", new JsonArray(new ArrayList<JsonValue>(items))).build();
    String text = record.toJson();
    if (bytes(text) <= MAX_LINE) {
      lines.add(text);
      return;
    }
    lines.add(line(head).build().toJson());
    items.forEach(this::item);
  }

  private JsonObject.Builder line(JsonObject fields) {
    return JsonObject.builder().put("execution_id", draft.id()).putAll(fields);
  }

  private void item(JsonObject item) {
    String text = line(item).build().toJson();
    if (bytes(text) > MAX_LINE) {
      JsonObject.Builder less = JsonObject.builder();
      item.forEach(
          (name, value) -> {
            if (value.toJson().length() < MAX_LINE / 8) {
              less.put(name, value);
            }
          });
      draft.note(
          "item "
              + item.get("sequence_number").orElse(JsonNull.NULL).toJson()
              + ": too long for a log, its longest fields are left out");
      text = line(less.build()).build().toJson();
    }
    lines.add(text);
  }

  private static long bytes(String text) {
    // Few texts are near the limit; only those are counted exactly.
    return text.length() <= MAX_LINE / 3
        ? text.length()
        : text.getBytes(StandardCharsets.UTF_8).length;
  }

  private void growth(Instant now) {
    boolean numbered = isNumbered(draft.items());
    for (ItemDraft item : draft.items()) {
      if (known.has(item)) {
        continue;
      }
      Optional<Long> other = known.otherVersion(item);
      Long own = item.number();
      long number = numbered && own != null && !known.isTaken(own) ? own : known.next();
      item(json(item, number, other.orElse(null)));
    }
    JsonObject head = newer(draft.fields());
    if (!head.isEmpty()) {
      known.head(head);
      lines.add(0, line(head).put("logged_at", now.toString()).build().toJson());
    }
    if (!lines.isEmpty()) {
      outcome = Outcome.GROWN;
    }
  }

  /**
   * Returns the head fields that are to be written again: those that changed in the same source;
   * those that only another source of the same execution has.
   */
  private JsonObject newer(JsonObject fields) {
    boolean replaces = added > 0 || source(fields).equals(source(known.head()));
    JsonObject.Builder newer = JsonObject.builder();
    fields.forEach(
        (name, value) -> {
          boolean had = known.head().get(name).isPresent();
          if (!known.hasHead(name, value) && (replaces || !had)) {
            newer.put(name, value);
          }
        });
    return newer.build();
  }

  private static String source(JsonObject fields) {
    return fields.get(ExecutionDraft.ORIGIN).orElse(JsonNull.NULL) instanceof JsonObject from
        ? from.string("file").orElse("")
        : "";
  }
}
