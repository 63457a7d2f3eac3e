package org.researchtracker.index;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells the numbers of lines, which are too seldom asked to be kept for every item. Each log is
 * counted through once, as far as the last line that is asked for. Not thread-safe.
 */
final class LineNumbers {
  /** How far apart the places are up to which the lines are known, bytes. */
  private static final int STEP = 1 << 14;

  private final StoredTexts texts;

  /** Of each log, how many lines end before each step. */
  private final Map<Long, List<Long>> counts = new HashMap<>();

  LineNumbers(StoredTexts texts) {
    this.texts = texts;
  }

  /** Returns the number of a line, from 1; 0 if its log cannot be read. */
  long of(LineRef line) throws SQLException {
    List<Long> known = counts.computeIfAbsent(line.file(), file -> new ArrayList<>(List.of(0L)));
    int step = (int) (line.offset() / STEP);
    try {
      while (known.size() <= step) {
        long from = (known.size() - 1L) * STEP;
        known.add(known.get(known.size() - 1) + count(line.file(), from, STEP));
      }
      long from = (long) step * STEP;
      return known.get(step) + count(line.file(), from, (int) (line.offset() - from)) + 1;
    } catch (IOException e) {
      return 0;
    }
  }

  private long count(long file, long from, int length) throws IOException, SQLException {
    long lines = 0;
    for (byte b : texts.bytes(file, from, length)) {
      lines += b == '\n' ? 1 : 0;
    }
    return lines;
  }
}
