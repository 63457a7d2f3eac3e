package org.researchtracker.bundle.document;

import java.util.List;

/**
 * A table of the bundle.
 *
 * @param name the resource's name
 * @param title a name for people
 * @param description what a row is
 * @param columns the columns in order
 * @param primaryKey the columns that identify a row; empty if none do
 * @param parentKeys the columns that identify a row of {@code executions}; empty if none do
 */
public record BundleTable(
    String name,
    String title,
    String description,
    List<TableColumn> columns,
    List<String> primaryKey,
    List<String> parentKeys) {

  /** Copies the lists. */
  public BundleTable {
    columns = List.copyOf(columns);
    primaryKey = List.copyOf(primaryKey);
    parentKeys = List.copyOf(parentKeys);
  }

  /** Returns where it is, relative to the payload folder. */
  public String path() {
    return "tables/" + name + ".csv";
  }

  /** Returns the header, in order. */
  public List<String> header() {
    return columns.stream().map(TableColumn::name).toList();
  }
}
