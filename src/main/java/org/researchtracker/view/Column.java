package org.researchtracker.view;

import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * One column of a listing.
 *
 * @param name the field's canonical name, which {@code --columns} takes
 * @param header what stands above it in a table for people
 * @param right whether a table aligns it to the right
 * @param maxWidth the most cells that it takes in a table; 0 if as many as there are
 * @param flexible whether it is the first to give way when the terminal is narrow
 * @param brief makes the text of a table from the exact text
 */
public record Column(
    String name,
    String header,
    boolean right,
    int maxWidth,
    boolean flexible,
    UnaryOperator<String> brief) {

  /** Returns a column whose heading is its name, aligned to the left. */
  public static Column of(String name) {
    return new Column(
        name,
        name.replace('_', ' ').toUpperCase(Locale.ROOT),
        false,
        0,
        false,
        UnaryOperator.identity());
  }

  /** Returns the same column under another heading. */
  public Column shown(String heading) {
    return new Column(name, heading, right, maxWidth, flexible, brief);
  }

  /** Returns the same column, aligned to the right. */
  public Column number() {
    return new Column(name, header, true, maxWidth, flexible, brief);
  }

  /** Returns the same column, at most so many cells wide in a table. */
  public Column atMost(int cells) {
    return new Column(name, header, right, cells, flexible, brief);
  }

  /** Returns the same column, which gives way first. */
  public Column flex() {
    return new Column(name, header, right, maxWidth, true, brief);
  }

  /**
   * Returns the same column for times with an offset, which tables show as local time to the
   * second.
   */
  public Column time() {
    return new Column(name, header, right, maxWidth, flexible, Column::shortTime);
  }

  private static String shortTime(String iso) {
    return iso.length() > 19 && iso.charAt(10) == 'T'
        ? iso.substring(0, 10) + ' ' + iso.substring(11, 19)
        : iso;
  }
}
