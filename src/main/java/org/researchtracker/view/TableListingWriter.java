package org.researchtracker.view;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.researchtracker.model.JsonText;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonNull;
import org.researchtracker.model.TextQuery;

/**
 * Aligned columns for a terminal. The first rows are held back to measure the columns; what comes
 * after them is cut to these widths as it comes. A listing without rows writes nothing.
 */
final class TableListingWriter implements ListingWriter {
  /** Enough rows to judge a column by, few enough to hold. */
  static final int MEASURED = 1000;

  private static final String GAP = "  ";

  /**
   * Longer cells are cut before they are measured: no terminal shows more, and texts may be
   * megabytes.
   */
  private static final int LONGEST = 4000;

  private final List<Column> columns;
  private final ListingOptions options;
  private final List<TextQuery> words;
  private final Appendable out;
  private final List<List<String>> held = new ArrayList<>();
  private int[] widths = {};

  TableListingWriter(List<Column> columns, ListingOptions options, Appendable out) {
    this.columns = columns;
    this.options = options;
    this.words = options.query().map(TableListingWriter::words).orElse(List.of());
    this.out = out;
  }

  /** Each word by itself, because not all of them need stand in what is shown of a text. */
  private static List<TextQuery> words(TextQuery query) {
    List<TextQuery> words = new ArrayList<>();
    for (String word : query.text().strip().split("\\s+", -1)) {
      TextQuery.parse(word).ifPresent(words::add);
    }
    return words;
  }

  @Override
  public void begin(long total, long returned) {}

  @Override
  public void row(Row row) throws IOException {
    List<String> cells = new ArrayList<>(columns.size());
    for (Column column : columns) {
      String text = text(row, column);
      boolean uncut = options.width() == 0 && column.maxWidth() == 0;
      cells.add(SafeText.line(uncut || text.length() <= LONGEST ? text : shortened(text)));
    }
    if (widths.length > 0) {
      write(cells);
      return;
    }
    held.add(cells);
    if (held.size() == MEASURED) {
      flush();
    }
  }

  private static String shortened(String text) {
    int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    return text.substring(0, end) + DisplayWidth.ELLIPSIS;
  }

  /** Returns the text of a cell for people. */
  static String text(Row row, Column column) {
    JsonValue value = row.value(column.name());
    if (value.equals(JsonNull.NULL)) {
      return "";
    }
    return column
        .brief()
        .apply(value.asScalarText().orElseGet(() -> SafeText.json(JsonText.compact(value))));
  }

  @Override
  public void flush() throws IOException {
    if (held.isEmpty()) {
      return;
    }
    widths = TableWidths.of(columns, held, options.width(), DisplayWidth.of(GAP));
    writeHeader();
    for (List<String> cells : held) {
      write(cells);
    }
    held.clear();
  }

  @Override
  public void end() throws IOException {
    flush();
  }

  @Override
  public List<String> leftOut() {
    List<String> headings = new ArrayList<>();
    for (int i = 0; i < widths.length; i++) {
      if (widths[i] == 0) {
        headings.add(columns.get(i).header());
      }
    }
    return headings;
  }

  private void writeHeader() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < columns.size(); i++) {
      String header = SafeText.line(columns.get(i).header());
      add(i, header, Style.HEADING, line);
    }
    out.append(line.toString().stripTrailing()).append('\n');
  }

  private void write(List<String> cells) throws IOException {
    StringBuilder line = new StringBuilder();
    int last = columns.size() - 1;
    while (last > 0 && cells.get(last).isEmpty()) {
      last--;
    }
    for (int i = 0; i <= last; i++) {
      String name = columns.get(i).name();
      boolean word = name.equals("status") || name.equals("outcome");
      add(i, cells.get(i), word ? Style.ofWord(cells.get(i)) : Style.PLAIN, line);
    }
    out.append(line.toString().stripTrailing()).append('\n');
  }

  private void add(int i, String text, Style style, StringBuilder line) {
    if (widths[i] == 0) {
      return;
    }
    if (i > 0) {
      line.append(GAP);
    }
    String cut = DisplayWidth.cut(text, widths[i]);
    String padding = " ".repeat(widths[i] - DisplayWidth.of(cut));
    String painted = style == Style.PLAIN ? marked(i, cut) : options.palette().paint(style, cut);
    boolean last = i == columns.size() - 1;
    if (columns.get(i).right()) {
      line.append(padding).append(painted);
    } else {
      line.append(painted).append(last ? "" : padding);
    }
  }

  /**
   * Returns a cut text with the words that were searched for marked, where the column shows what
   * was searched.
   */
  private String marked(int i, String text) {
    String name = columns.get(i).name();
    if (words.isEmpty() || !(name.equals(Shapes.EXCERPT) || name.equals("content"))) {
      return text;
    }
    boolean[] marks = new boolean[text.length()];
    for (TextQuery word : words) {
      for (TextQuery.Hit hit : word.hits(text)) {
        Arrays.fill(marks, hit.start(), Math.min(hit.end(), marks.length), true);
      }
    }
    StringBuilder out = new StringBuilder();
    for (int start = 0; start < text.length(); ) {
      int end = start;
      while (end < text.length() && marks[end] == marks[start]) {
        end++;
      }
      String run = text.substring(start, end);
      out.append(marks[start] ? options.palette().paint(Style.HIT, run) : run);
      start = end;
    }
    return out.toString();
  }
}
