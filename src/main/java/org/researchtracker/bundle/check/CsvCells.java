package org.researchtracker.bundle.check;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads CSV (RFC 4180) row by row; the delimiter is what follows the first header. Of a row no more
 * is kept than a record could have given it.
 */
final class CsvCells implements Closeable {
  private static final int MOST_CELLS = 1000;

  private final Reader reader;
  private final int mostChars;
  private char delimiter;
  private int ahead;
  private long row;
  private int chars;
  private boolean malformed;

  /**
   * Begins to read.
   *
   * @param mostChars how many characters of a row are kept, in all its cells together
   */
  CsvCells(InputStream in, String firstHeader, int mostChars) throws IOException {
    this.mostChars = mostChars;
    reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16);
    reader.mark(firstHeader.length() + 4);
    int first = reader.read();
    if (first != '\uFEFF') {
      reader.reset();
      reader.mark(firstHeader.length() + 4);
    } else {
      reader.mark(firstHeader.length() + 4);
    }
    reader.skip(firstHeader.length());
    int after = reader.read();
    reader.reset();
    delimiter = after < ' ' && after != '\t' ? ',' : (char) after;
    ahead = reader.read();
  }

  /** Returns the cells of the next row; none after the last. */
  List<String> next() throws IOException {
    List<String> cells = new ArrayList<>();
    malformed = false;
    chars = 0;
    if (ahead < 0) {
      return cells;
    }
    row++;
    while (true) {
      String cell = ahead == '"' ? quoted() : plain();
      if (cells.size() < MOST_CELLS) {
        cells.add(cell);
      } else {
        malformed = true;
      }
      if (ahead != delimiter) {
        break;
      }
      ahead = reader.read();
    }
    if (ahead == '\r') {
      ahead = reader.read();
    }
    if (ahead == '\n') {
      ahead = reader.read();
    } else if (ahead >= 0) {
      malformed = true;
      while (ahead >= 0 && ahead != '\n') {
        ahead = reader.read();
      }
      ahead = reader.read();
    }
    return cells;
  }

  private String plain() throws IOException {
    StringBuilder cell = new StringBuilder();
    while (ahead >= 0 && ahead != delimiter && ahead != '\n' && ahead != '\r') {
      append(cell, (char) ahead);
      ahead = reader.read();
    }
    return cell.toString();
  }

  private String quoted() throws IOException {
    StringBuilder cell = new StringBuilder();
    while (true) {
      ahead = reader.read();
      if (ahead < 0) {
        malformed = true;
        return cell.toString();
      }
      if (ahead == '"') {
        ahead = reader.read();
        if (ahead != '"') {
          return cell.toString();
        }
      }
      append(cell, (char) ahead);
    }
  }

  private void append(StringBuilder cell, char c) {
    if (chars < mostChars) {
      cell.append(c);
      chars++;
    } else {
      malformed = true;
    }
  }

  /** Returns the number of the last row; the header is 1. */
  long row() {
    return row;
  }

  /** Returns whether the last row was not as RFC 4180 says. */
  boolean isMalformed() {
    return malformed;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
