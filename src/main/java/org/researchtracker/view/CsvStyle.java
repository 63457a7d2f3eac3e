package org.researchtracker.view;

/**
 * How CSV is written.
 *
 * @param delimiter what stands between cells
 * @param defuse whether a cell that a spreadsheet would run gets a leading apostrophe
 * @param escape whether control and bidirectional characters are shown as {@code \x1b}
 * @param mark whether the file begins with a byte-order mark, without which Excel reads UTF-8 as
 *     something else
 */
public record CsvStyle(char delimiter, boolean defuse, boolean escape, boolean mark) {
  /** What the command line writes: safe for terminals and spreadsheets. */
  public static final CsvStyle SAFE = new CsvStyle(',', true, true, false);

  /** What a bundle holds: every cell as the log has it. */
  public static final CsvStyle FAITHFUL = new CsvStyle(',', false, false, true);

  /** Rejects a delimiter that quoting could not tell from a cell. */
  public CsvStyle {
    if (delimiter == '"' || delimiter == '\n' || delimiter == '\r' || delimiter == 0) {
      throw new IllegalArgumentException(
          "CSV delimiter: " + SafeText.line(String.valueOf(delimiter)));
    }
  }

  /** Returns the same style with another delimiter. */
  public CsvStyle withDelimiter(char other) {
    return new CsvStyle(other, defuse, escape, mark);
  }

  /** Returns the same style, with formulas defused or left as they are. */
  public CsvStyle withDefuse(boolean on) {
    return new CsvStyle(delimiter, on, escape, mark);
  }
}
