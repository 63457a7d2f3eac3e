package org.researchtracker.cli.output;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.researchtracker.cli.terminal.Columns;
import org.researchtracker.model.JsonText;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonArray;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.view.SafeText;

/**
 * Facts about one thing, a name and a value each.
 *
 * @param facts as in JSON; {@code schema_version} stands there alone
 */
public record Facts(JsonObject facts) {
  /** The forms that facts have. */
  public static final List<String> FORMATS = List.of("table", "tsv", "json");

  /** Writes the facts as {@code table}, {@code tsv} or {@code json}. */
  public void write(String format, Appendable out) throws IOException {
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
    if (value instanceof JsonObject object) {
      List<String> parts = new ArrayList<>();
      object.forEach((name, each) -> parts.add(name + " " + text(each)));
      return String.join(", ", parts);
    }
    return value.asScalarText().orElse("");
  }
}
