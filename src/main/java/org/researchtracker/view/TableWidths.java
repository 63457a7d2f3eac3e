package org.researchtracker.view;

import java.util.List;
import java.util.Set;

/** Shares a terminal's cells among the columns of a table. */
final class TableWidths {
  /** Below this a column tells nothing: others give way first. */
  private static final int LEAST = 8;

  private static final Set<String> RIGID = Set.of("execution_id", "started_at", "ended_at", "time");

  private TableWidths() {}

  /**
   * Returns the width of each column; 0 for one that has no place.
   *
   * @param width the terminal's cells, 0 if there is no limit
   * @param gap cells between two columns
   */
  static int[] of(List<Column> columns, List<List<String>> rows, int width, int gap) {
    int[] widths = new int[columns.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = natural(columns.get(i), i, rows, width);
    }
    if (width > 0) {
      int over = sum(widths) + gap * (widths.length - 1) - width;
      over = shrink(columns, widths, over, true);
      over = shrink(columns, widths, over, false);
      drop(columns, widths, over, width, gap);
    }
    return widths;
  }

  private static int natural(Column column, int i, List<List<String>> rows, int width) {
    int widest = Math.max(1, DisplayWidth.of(column.header()));
    int limit = column.maxWidth() > 0 && width > 0 ? column.maxWidth() : Integer.MAX_VALUE;
    for (List<String> cells : rows) {
      widest = Math.max(widest, DisplayWidth.of(cells.get(i)));
    }
    return Math.min(widest, limit);
  }

  private static int sum(int[] widths) {
    int sum = 0;
    for (int width : widths) {
      sum += width;
    }
    return sum;
  }

  /**
   * Takes cells from the widest column of this kind until all fit or each is at its least; returns
   * what is still too much.
   */
  private static int shrink(List<Column> columns, int[] widths, int over, boolean flexible) {
    int left = over;
    while (left > 0) {
      int widest = -1;
      for (int i = 0; i < widths.length; i++) {
        boolean mayGive =
            columns.get(i).flexible() == flexible && !isRigid(columns.get(i)) && widths[i] > LEAST;
        if (mayGive && (widest < 0 || widths[i] > widths[widest])) {
          widest = i;
        }
      }
      if (widest < 0) {
        return left;
      }
      int take = flexible ? Math.min(left, widths[widest] - LEAST) : 1;
      widths[widest] -= take;
      left -= take;
    }
    return left;
  }

  /** Half an id cannot be copied, half a time or number tells another one. */
  private static boolean isRigid(Column column) {
    return column.right() || RIGID.contains(column.name());
  }

  /**
   * Leaves out numbers from the right, then other columns from the right, then cuts the first, on a
   * terminal that is too narrow for a table.
   */
  private static void drop(List<Column> columns, int[] widths, int over, int width, int gap) {
    int left = over;
    for (boolean numbers : new boolean[] {true, false}) {
      for (int i = widths.length - 1; i > 0 && left > 0; i--) {
        if (widths[i] > 0 && columns.get(i).right() == numbers) {
          left -= widths[i] + gap;
          widths[i] = 0;
        }
      }
    }
    if (left > 0) {
      widths[0] = width;
    }
  }
}
