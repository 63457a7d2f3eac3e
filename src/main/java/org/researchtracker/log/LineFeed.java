package org.researchtracker.log;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cuts a stream into lines, as they come: what can be read now is handed on without waiting for
 * more. Not thread-safe.
 */
public final class LineFeed {
  private static final int BLOCK = 1 << 16;

  /**
   * A line.
   *
   * @param number from 1
   * @param text without its line end; empty if it was too long
   * @param length how long it was, bytes
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
  public record Line(long number, byte[] text, long length) {
    /** Returns whether it was longer than what is kept. */
    public boolean isTooLong() {
      return length > text.length;
    }

    /** Returns where the text begins: after a byte-order mark on the first line. */
    public int start() {
      boolean marked =
          number == 1
              && text.length >= 3
              && text[0] == (byte) 0xef
              && text[1] == (byte) 0xbb
              && text[2] == (byte) 0xbf;
      return marked ? 3 : 0;
    }

    /** Returns whether there is nothing but spaces. */
    public boolean isBlank() {
      for (int i = start(); i < text.length; i++) {
        if (text[i] != ' ' && text[i] != '\t' && text[i] != '\r') {
          return false;
        }
      }
      return true;
    }
  }

  private final InputStream in;
  private final long longest;
  private final byte[] block = new byte[BLOCK];
  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
  private long begunLength;
  private long lines;

  /**
   * Makes a feed.
   *
   * @param longest the longest line that is kept, bytes
   */
  public LineFeed(InputStream in, long longest) {
    this.in = in;
    this.longest = longest;
  }

  /** Waits for input; returns how many bytes came, -1 at the end. */
  public int await() throws IOException {
    return in.read(block, 0, BLOCK);
  }

  /** Returns the lines that are whole with what {@link #await} brought. */
  public List<Line> lines(int count) {
    List<Line> whole = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < count; i++) {
      if (block[i] == '\n') {
        keep(from, i);
        whole.add(take());
        from = i + 1;
      }
    }
    keep(from, Math.max(count, 0));
    return whole;
  }

  /** Returns what stands after the last line end, once the input has ended. */
  public Optional<Line> rest() {
    return begunLength == 0 ? Optional.empty() : Optional.of(take());
  }

  private void keep(int from, int to) {
    begunLength += to - from;
    if (begunLength <= longest) {
      begun.write(block, from, to - from);
    } else {
      begun.reset();
    }
  }

  private Line take() {
    lines++;
    Line line = new Line(lines, begun.toByteArray(), begunLength);
    begun.reset();
    begunLength = 0;
    return line;
  }
}
