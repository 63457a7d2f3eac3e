package org.researchtracker.cli.terminal;

import java.io.IOException;
import java.util.List;
import org.researchtracker.view.SafeText;

/** Aligned columns for short lists of the program's own words. */
public final class Columns {

  private Columns() {}

  /** Writes the rows; the last column is as wide as it likes. */
  public static void write(List<List<String>> rows, Appendable out) throws IOException {
    int columns = rows.get(0).size();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        String cell = SafeText.line(row.get(i));
        line.append(cell);
        if (i < columns - 1) {
          line.append(" ".repeat(widest(rows, i) - cell.length() + 2));
        }
      }
      out.append(line.toString().stripTrailing()).append('\n');
    }
  }

  private static int widest(List<List<String>> rows, int column) {
    return rows.stream().mapToInt(row -> SafeText.line(row.get(column)).length()).max().orElse(0);
  }
}
