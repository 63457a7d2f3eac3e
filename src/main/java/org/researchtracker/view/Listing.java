package org.researchtracker.view;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The shape of a listing.
 *
 * @param array the name of the array in the JSON envelope
 * @param columns every column, in the order of JSON, CSV and TSV
 * @param table the names of the columns that tables and Markdown show, in their order
 */
public record Listing(String array, List<Column> columns, List<String> table) {
  /** Copies the lists. */
  public Listing {
    columns = List.copyOf(columns);
    table = List.copyOf(table);
  }

  /** Returns the names of all columns, in order. */
  public List<String> names() {
    return columns.stream().map(Column::name).toList();
  }

  /** Returns the columns that a format shows: those chosen, else its own. */
  List<Column> columnsFor(ListingFormat format, List<String> chosen) {
    if (!chosen.isEmpty()) {
      return select(chosen);
    }
    return format == ListingFormat.TABLE || format == ListingFormat.MD ? select(table) : columns;
  }

  /**
   * Returns the columns of these names, in this order, each once.
   *
   * @throws IllegalArgumentException if there is no such column; the message lists those that there
   *     are
   */
  public List<Column> select(List<String> chosen) {
    List<Column> selected = new ArrayList<>();
    for (String name : chosen) {
      Column column =
          columns.stream()
              .filter(candidate -> candidate.name().equals(name))
              .findFirst()
              .orElseThrow(() -> new IllegalArgumentException(unknown(name)));
      if (!selected.contains(column)) {
        selected.add(column);
      }
    }
    return selected;
  }

  private String unknown(String name) {
    return "no column '"
        + SafeText.line(name)
        + "'; columns: "
        + names().stream().collect(Collectors.joining(", "));
  }
}
