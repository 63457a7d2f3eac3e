package org.researchtracker.log;

import java.util.List;
import org.researchtracker.model.JsonValue.JsonObject;

/**
 * What one line says.
 *
 * @param executionId the execution it is about
 * @param kind which of the three kinds of line it is
 * @param head head fields with a value; on an item line those that it repeats
 * @param extra unknown fields of an execution or record line
 * @param items the items, one on an item line
 * @param places for each item its place in the record's array, in the order of {@code items}
 * @param problems what is wrong with a line that was read all the same
 */
public record ParsedLine(
    String executionId,
    Kind kind,
    JsonObject head,
    JsonObject extra,
    List<ParsedItem> items,
    List<Integer> places,
    List<LineProblem> problems) {

  /** The kinds of line of the log format. */
  public enum Kind {
    /** One item. */
    ITEM,
    /** Head data. */
    EXECUTION,
    /** A whole record. */
    RECORD
  }
}
