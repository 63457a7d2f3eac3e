package org.researchtracker.bundle.check;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a tag file: LF, CR or CRLF ends one (RFC 8493, 2.1.1); none is kept beyond a cap.
 */
final class TagLines implements Closeable {
  /** The longest line: a digest and a path, each character of which may be percent-encoded. */
  private static final int LONGEST = 4 * EntryNames.LONGEST;

  private static final char MARK = '\uFEFF';

  private final Reader reader;
  private long number;
  private boolean marked;
  private boolean tooLong;
  private boolean afterReturn;

  private TagLines(Reader reader) {
    this.reader = reader;
  }

  static TagLines open(BagFile file, Charset charset) throws IOException {
    InputStream in = file.open();
    return new TagLines(new BufferedReader(new InputStreamReader(in, charset), 1 << 16));
  }

  /** Returns the next line, or null after the last; a byte-order mark is taken off the first. */
  @Nullable String next() throws IOException {
    StringBuilder line = new StringBuilder();
    tooLong = false;
    int c = reader.read();
    if (c == '\n' && afterReturn) {
      c = reader.read();
    }
    afterReturn = false;
    if (c < 0) {
      return null;
    }
    while (c >= 0 && c != '\n' && c != '\r') {
      if (line.length() < LONGEST) {
        line.append((char) c);
      } else {
        tooLong = true;
      }
      c = reader.read();
    }
    afterReturn = c == '\r';
    number++;
    if (number == 1 && line.length() > 0 && line.charAt(0) == MARK) {
      marked = true;
      line.deleteCharAt(0);
    }
    return line.toString();
  }

  /** Returns the number of the last line. */
  long number() {
    return number;
  }

  /** Returns whether the file began with a byte-order mark. */
  boolean isMarked() {
    return marked;
  }

  /** Returns whether the last line was longer than any that is read. */
  boolean isTooLong() {
    return tooLong;
  }

  /** Returns whether the line holds what its encoding cannot: a replacement stands for it. */
  static boolean isMisread(String line) {
    return line.indexOf('\uFFFD') >= 0;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
