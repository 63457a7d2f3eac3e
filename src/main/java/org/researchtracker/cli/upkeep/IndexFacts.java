package org.researchtracker.cli.upkeep;

import java.util.ArrayList;
import java.util.List;
import org.researchtracker.cli.output.Facts;
import org.researchtracker.index.IndexStatus;
import org.researchtracker.model.Count;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonArray;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.JsonValue.JsonString;

/** What {@code tracker index status} prints. */
final class IndexFacts {
  private IndexFacts() {}

  static Facts of(IndexStatus status) {
    List<JsonValue> departed = new ArrayList<>();
    status.departed().forEach(log -> departed.add(new JsonString(log)));
    return new Facts(
        JsonObject.builder()
            .put("schema_version", 1)
            .put("file", status.file().toString())
            .put("temporary", status.temporary())
            .put("index_version", status.schemaVersion())
            .put("bytes", status.bytes())
            .put("logs", status.logs())
            .put("log_bytes", status.logBytes())
            .put("executions", status.executions())
            .put("items", status.items())
            .put("up_to_date", status.upToDate())
            .put("searchable", status.searchable())
            .put("departed", new JsonArray(departed))
            .build());
  }

  /** Returns what an index holds, in a line. */
  static String summary(IndexStatus status) {
    return Count.of(status.executions(), "execution")
        + " and "
        + Count.of(status.items(), "item")
        + " in "
        + Count.of(status.logs(), "log");
  }
}
