package org.researchtracker.view;

import java.io.IOException;
import java.util.List;

/** A table in GitHub's Markdown: the columns of the table for people, their texts uncut. */
final class MarkdownListingWriter implements ListingWriter {
  private final List<Column> columns;
  private final Appendable out;

  MarkdownListingWriter(List<Column> columns, Appendable out) {
    this.columns = columns;
    this.out = out;
  }

  @Override
  public void begin(long total, long returned) throws IOException {
    StringBuilder head = new StringBuilder("|");
    StringBuilder rule = new StringBuilder("|");
    for (Column column : columns) {
      head.append(' ').append(SafeText.markdown(column.header())).append(" |");
      rule.append(column.right() ? " ---: |" : " --- |");
    }
    out.append(head).append('\n').append(rule).append('\n');
  }

  @Override
  public void row(Row row) throws IOException {
    StringBuilder line = new StringBuilder("|");
    for (Column column : columns) {
      String text = SafeText.markdown(TableListingWriter.text(row, column));
      line.append(text.isEmpty() ? " |" : " " + text + " |");
    }
    out.append(line.append('\n'));
  }

  @Override
  public void end() {}
}
