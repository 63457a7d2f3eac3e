package org.researchtracker.view;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.researchtracker.model.JsonText;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonNull;
import org.researchtracker.model.JsonValue.JsonString;

/** CSV by RFC 4180; null is an empty cell, an empty string is {@code ""}. */
final class CsvListingWriter implements ListingWriter {
  /** What makes a spreadsheet run a cell, also in the wide forms that it takes for the same. */
  private static final String TRIGGERS = "=+-@\t\r＝＋－＠";

  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+([.,]\\d+)?([eE][+-]?\\d+)?");

  private final List<Column> columns;
  private final CsvStyle style;
  private final Appendable out;

  CsvListingWriter(List<Column> columns, CsvStyle style, Appendable out) {
    this.columns = columns;
    this.style = style;
    this.out = out;
  }

  @Override
  public void begin(long total, long returned) throws IOException {
    StringBuilder line = new StringBuilder(style.mark() ? "\ufeff" : "");
    String separator = "";
    for (Column column : columns) {
      line.append(separator).append(column.name());
      separator = String.valueOf(style.delimiter());
    }
    out.append(line.append("\r\n"));
  }

  @Override
  public void row(Row row) throws IOException {
    StringBuilder line = new StringBuilder();
    String separator = "";
    for (Column column : columns) {
      line.append(separator);
      cell(row.value(column.name()), line);
      separator = String.valueOf(style.delimiter());
    }
    out.append(line.append("\r\n"));
  }

  @Override
  public void end() {}

  private void cell(JsonValue value, StringBuilder line) {
    if (value.equals(JsonNull.NULL)) {
      return;
    }
    String text;
    if (value instanceof JsonString string) {
      text = string.value();
      String safe = style.escape() ? SafeText.cell(text) : SafeText.encodable(text);
      text = style.defuse() && runs(text) ? "'" + safe : safe;
    } else {
      text = value.asScalarText().orElseGet(() -> json(value));
    }
    quote(text, line);
  }

  private String json(JsonValue value) {
    String json = JsonText.compact(value);
    return style.escape() ? SafeText.json(json) : json;
  }

  private void quote(String text, StringBuilder line) {
    if (needsQuotes(text)) {
      line.append('"').append(text.replace("\"", "\"\"")).append('"');
    } else {
      line.append(text);
    }
  }

  private boolean needsQuotes(String text) {
    if (text.isEmpty() || text.charAt(0) == ' ' || text.charAt(text.length() - 1) == ' ') {
      return true;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == style.delimiter() || c == '"' || c == '\n' || c == '\r') {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns whether a spreadsheet may take the cell for a formula; what is just a number it may
   * take for one. What has the apostrophe already gets another: two cells stay two.
   */
  private static boolean runs(String cell) {
    int begin = 0;
    while (begin < cell.length() && cell.charAt(begin) == '\'') {
      begin++;
    }
    String text = cell.substring(begin);
    int i = 0;
    while (i < text.length() && isSkipped(text.charAt(i))) {
      if (TRIGGERS.indexOf(text.charAt(i)) >= 0) {
        return true;
      }
      i++;
    }
    return i < text.length()
        && TRIGGERS.indexOf(text.charAt(i)) >= 0
        && !NUMBER.matcher(text).matches();
  }

  /** Returns whether a spreadsheet may drop this character from the beginning of a cell. */
  private static boolean isSkipped(char c) {
    return c <= ' '
        || Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || Character.isISOControl(c)
        || Character.getType(c) == Character.FORMAT;
  }
}
