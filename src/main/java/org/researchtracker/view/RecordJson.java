package org.researchtracker.view;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.researchtracker.model.ExecutionHead;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.ExecutionRecord;
import org.researchtracker.model.JsonText;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonArray;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.ListedExecution;

/** The ExecutionRecord as {@code show --json} and the Research API give it. */
public final class RecordJson {
  private static final List<String> DERIVED =
      List.of("schema_version", "execution_id", "status", "started_at", "ended_at", "items");

  private RecordJson() {}

  /**
   * Returns the record: {@code schema_version}, the head fields, unknown ones, {@code status},
   * {@code started_at}, {@code ended_at}, {@code items} in order of sequence, each with its {@code
   * time}.
   */
  public static JsonObject of(ExecutionRecord record, ZoneId zone) {
    return of(record, ViewKind.RESEARCHER, zone);
  }

  /** Returns the record with those items only that a view is about; all else is of the whole. */
  public static JsonObject of(ExecutionRecord record, ViewKind view, ZoneId zone) {
    ListedExecution summary = ListedExecution.of(record, zone);
    JsonObject.Builder json =
        JsonObject.builder().put("schema_version", JsonListingWriter.SCHEMA_VERSION);
    record.head().putFields(json);
    Set<String> taken = new HashSet<>(DERIVED);
    taken.addAll(ExecutionHead.FIELDS);
    Row.putExtra(json, record.head().extra(), taken);
    json.put("status", summary.status().word())
        .put("started_at", Shapes.time(summary.startedAt(), zone))
        .put("ended_at", Shapes.time(summary.endedAt(), zone));
    List<JsonValue> items = new ArrayList<>();
    for (ExecutionItem item : record.items()) {
      if (view.shows(item)) {
        items.add(item(item, zone));
      }
    }
    return json.put("items", new JsonArray(items)).build();
  }

  private static JsonObject item(ExecutionItem item, ZoneId zone) {
    JsonObject.Builder json = JsonObject.builder();
    item.putFields(json);
    json.put("time", Shapes.time(item, zone));
    return new Row(json.build(), item.extra()).toJson();
  }

  /** Returns the record as a JSON document over several lines, with a newline at the end. */
  public static String text(ExecutionRecord record, ZoneId zone) {
    return text(of(record, zone));
  }

  /** Returns a record as a JSON document over several lines, with a newline at the end. */
  public static String text(JsonObject record) {
    return JsonText.pretty(record) + "\n";
  }
}
