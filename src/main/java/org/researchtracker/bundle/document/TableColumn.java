package org.researchtracker.bundle.document;

import java.util.List;
import java.util.Locale;

/**
 * One column of a table of the bundle, as the table's header, {@code datapackage.json} and the
 * codebook name it.
 *
 * @param name the header
 * @param type what its cells hold; an empty cell is no value
 * @param title a name for people
 * @param description what it means, its unit, where it comes from
 * @param required whether every row has a value
 * @param codes the values that have a meaning of their own; empty where values are free
 * @param closed whether no other value than those codes occurs
 */
public record TableColumn(
    String name,
    Type type,
    String title,
    String description,
    boolean required,
    List<Code> codes,
    boolean closed) {

  /** Copies the codes. */
  public TableColumn {
    codes = List.copyOf(codes);
  }

  /** What cells hold, by the types of Table Schema 2.0 (datapackage.org). */
  public enum Type {
    STRING,
    INTEGER,
    NUMBER,
    /** ISO 8601 with an offset. */
    DATETIME,
    /** A JSON object. */
    OBJECT,
    /** A JSON array. */
    ARRAY;

    /** Returns the name that Table Schema uses. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A value with a meaning of its own.
   *
   * @param value what stands in the cell
   * @param meaning what that says
   */
  public record Code(String value, String meaning) {}

  /** Returns a column of free values that may be empty. */
  static TableColumn of(String name, Type type, String title, String description) {
    return new TableColumn(name, type, title, description, false, List.of(), false);
  }

  /** Returns the same column, which has a value in every row. */
  TableColumn filled() {
    return new TableColumn(name, type, title, description, true, codes, closed);
  }

  /** Returns the same column, which holds these codes and nothing else. */
  TableColumn only(List<Code> values) {
    return new TableColumn(name, type, title, description, required, values, true);
  }

  /** Returns the same column, which holds these codes and may hold others. */
  TableColumn amongOthers(List<Code> values) {
    return new TableColumn(name, type, title, description, required, values, false);
  }
}
