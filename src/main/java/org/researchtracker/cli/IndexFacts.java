package org.researchtracker.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.researchtracker.index.IndexStatus;
import org.researchtracker.model.Count;
import org.researchtracker.model.JsonText;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonArray;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.JsonValue.JsonString;
import org.researchtracker.view.SafeText;

/** What {@code tracker index status} prints. */
record IndexFacts(JsonObject facts) {

  static IndexFacts of(IndexStatus status) {
    List<JsonValue> departed = new ArrayList<>();
    status.departed().forEach(log -> departed.add(new JsonString(log)));
    return new IndexFacts(
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

  /** Writes the facts as {@code table}, {@code tsv} or {@code json}. */
  void write(String format, Appendable out) throws IOException {
    if (format.equals("json")) {
      out.append(JsonText.pretty(facts)).append('\n');
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    facts.forEach(
        (name, value) -> {
          if (!name.equals("schema_version")) {
            rows.add(List.of(name, text(value)));
          }
        });
    if (format.equals("table")) {
      Columns.write(rows, out);
      return;
    }
    out.append("name\tvalue\n");
    for (List<String> row : rows) {
      out.append(row.get(0)).append('\t').append(SafeText.tsv(row.get(1))).append('\n');
    }
  }

  private static String text(JsonValue value) {
    if (value instanceof JsonArray array) {
      return String.join(
          ", ", array.elements().stream().map(each -> each.asString().orElse("")).toList());
    }
    return value.asScalarText().orElse("");
  }
}
