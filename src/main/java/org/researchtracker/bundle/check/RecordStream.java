package org.researchtracker.bundle.check;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Lines of {@code records.jsonl} as bytes, in one buffer that grows up to a limit. */
final class RecordStream implements Closeable {
  /** The longest line that the log format reads, unless it is told otherwise. */
  static final int LONGEST = 64 << 20;

  private final InputStream in;
  private byte[] line = new byte[1 << 16];
  private int length;
  private long number;
  private boolean tooLong;

  RecordStream(InputStream in) {
    this.in = new BufferedInputStream(in, 1 << 16);
  }

  /** Reads the next line; returns whether there is one. */
  boolean next() throws IOException {
    length = 0;
    tooLong = false;
    int c = in.read();
    if (c < 0) {
      return false;
    }
    number++;
    while (c >= 0 && c != '\n') {
      if (length == LONGEST) {
        tooLong = true;
      } else {
        if (length == line.length) {
          line = Arrays.copyOf(line, Math.min(LONGEST, 2 * length));
        }
        line[length++] = (byte) c;
      }
      c = in.read();
    }
    return true;
  }

  /** Returns the bytes of the line, of which {@link #length} count, until the next call. */
  byte[] line() {
    return line;
  }

  int length() {
    return length;
  }

  boolean isBlank() {
    for (int i = 0; i < length; i++) {
      if (line[i] > ' ' || line[i] < 0) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether the line is longer than what is kept of it. */
  boolean isTooLong() {
    return tooLong;
  }

  /** Returns the number of the line. */
  long number() {
    return number;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
