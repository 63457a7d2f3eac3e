package org.researchtracker.view;

import java.util.List;
import java.util.Optional;
import org.researchtracker.model.TextQuery;

/**
 * What the reader asked of a listing.
 *
 * @param width the terminal's cells; 0 if nothing is to be cut
 * @param palette colours of a table
 * @param csv how CSV is written
 * @param columns names of the columns in their order; empty if the format's own
 * @param query words to mark in a table of hits
 */
public record ListingOptions(
    int width, Palette palette, CsvStyle csv, List<String> columns, Optional<TextQuery> query) {
  /** A pipe: uncut, without colour. */
  public static final ListingOptions PLAIN =
      new ListingOptions(0, Palette.NONE, CsvStyle.SAFE, List.of(), Optional.empty());

  /** Copies the columns. */
  public ListingOptions {
    columns = List.copyOf(columns);
  }

  /** Returns the same options for a terminal of this width with these colours. */
  public ListingOptions withTerminal(int cells, Palette colours) {
    return new ListingOptions(cells, colours, csv, columns, query);
  }

  /** Returns the same options with another CSV style. */
  public ListingOptions withCsv(CsvStyle style) {
    return new ListingOptions(width, palette, style, columns, query);
  }

  /** Returns the same options with these columns. */
  public ListingOptions withColumns(List<String> names) {
    return new ListingOptions(width, palette, csv, names, query);
  }

  /** Returns the same options with words to mark. */
  public ListingOptions withQuery(TextQuery words) {
    return new ListingOptions(width, palette, csv, columns, Optional.of(words));
  }
}
