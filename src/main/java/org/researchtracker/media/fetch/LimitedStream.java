package org.researchtracker.media.fetch;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that breaks where it is longer than it may be. For one thread. */
final class LimitedStream extends FilterInputStream {
  private long left;

  LimitedStream(InputStream in, long most) {
    super(in);
    this.left = most;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = super.read(bytes, offset, length);
    left -= Math.max(count, 0);
    if (left < 0) {
      throw new TooLongException();
    }
    return count;
  }

  /** It is longer. */
  static final class TooLongException extends IOException {
    private static final long serialVersionUID = 1L;
  }
}
