package org.researchtracker.view;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.researchtracker.model.JsonText;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonNull;
import org.researchtracker.model.JsonValue.JsonString;

/**
 * Tab-separated values for {@code cut} and {@code awk}: one line a row, whatever the texts hold.
 * Null is an empty cell, an empty string is {@code ""}; a text that is itself two quotation marks
 * is {@code \x22\x22}.
 */
final class TsvListingWriter implements ListingWriter {
  private final List<Column> columns;
  private final Appendable out;

  TsvListingWriter(List<Column> columns, Appendable out) {
    this.columns = columns;
    this.out = out;
  }

  @Override
  public void begin(long total, long returned) throws IOException {
    String separator = "";
    for (Column column : columns) {
      out.append(separator).append(column.name());
      separator = "\t";
    }
    out.append('\n');
  }

  @Override
  public void row(Row row) throws IOException {
    StringBuilder line = new StringBuilder();
    String separator = "";
    for (Column column : columns) {
      line.append(separator).append(cell(row.value(column.name())));
      separator = "\t";
    }
    out.append(line.append('\n'));
  }

  @Override
  public void end() {}

  private static String cell(JsonValue value) {
    if (value.equals(JsonNull.NULL)) {
      return "";
    }
    if (value instanceof JsonString string) {
      String text = string.value();
      return text.isEmpty() ? "\"\"" : text.equals("\"\"") ? "\\x22\\x22" : SafeText.tsv(text);
    }
    Optional<String> scalar = value.asScalarText();
    return SafeText.tsv(scalar.isPresent() ? scalar.get() : SafeText.json(JsonText.compact(value)));
  }
}
