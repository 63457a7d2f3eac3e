package org.researchtracker.view;

import java.io.IOException;
import java.util.List;

/**
 * Writes a listing row by row, so that memory does not grow with it. Call {@link #begin}, {@link
 * #row} for each row, {@link #end}; a writer serves one listing. Not thread-safe. Only a failing
 * sink throws {@link IOException}.
 */
public interface ListingWriter {

  /**
   * Writes what stands before the first row.
   *
   * @param total how many rows there are
   * @param returned how many of them will be written
   */
  void begin(long total, long returned) throws IOException;

  /** Writes one row. */
  void row(Row row) throws IOException;

  /** Writes rows that are being held back; for a listing that is followed while it grows. */
  default void flush() throws IOException {}

  /** Writes what stands after the last row. */
  void end() throws IOException;

  /** Returns the headings of the columns for which the terminal was too narrow. */
  default List<String> leftOut() {
    return List.of();
  }

  /**
   * Returns a writer.
   *
   * @throws IllegalArgumentException if a column was chosen that the listing does not have
   */
  static ListingWriter of(
      ListingFormat format, Listing listing, ListingOptions options, Appendable out) {
    List<Column> columns = listing.columnsFor(format, options.columns());
    return switch (format) {
      case JSON -> new JsonListingWriter(listing, options.columns().isEmpty(), columns, true, out);
      case JSONL ->
          new JsonListingWriter(listing, options.columns().isEmpty(), columns, false, out);
      case CSV -> new CsvListingWriter(columns, options.csv(), out);
      case TSV -> new TsvListingWriter(columns, out);
      case MD -> new MarkdownListingWriter(columns, out);
      case TABLE -> new TableListingWriter(columns, options, out);
    };
  }
}
