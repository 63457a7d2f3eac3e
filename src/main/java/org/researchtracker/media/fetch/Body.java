package org.researchtracker.media.fetch;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * The body of an answer on its way. Knows whether its end was seen, and gives up on a server that
 * sends less than {@link #LEAST} bytes in what may be a silence. For one thread.
 */
final class Body extends FilterInputStream {
  /** A kilobyte: in 30 seconds even a bad telephone line carries a hundred times as much. */
  static final int LEAST = 1024;

  private final Deadline deadline;
  private final long window;
  private boolean ended;
  private long waited;
  private long received;
  private long total;

  Body(InputStream in, Deadline deadline, Duration silence) {
    super(in);
    this.deadline = deadline;
    this.window = silence.toNanos();
  }

  /** Whether everything was read. */
  boolean ended() {
    return ended;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    long begin = System.nanoTime();
    int count;
    try {
      count = super.read(bytes, offset, length);
    } catch (IOException e) {
      throw deadline.meaning(e);
    }
    ended |= count < 0;
    // Only the time in here: what the reader takes for itself is not the server's.
    waited += System.nanoTime() - begin;
    received += Math.max(count, 0);
    total += Math.max(count, 0);
    if (waited > window) {
      if (received < LEAST && !ended) {
        throw new SocketTimeoutException("it comes too slowly");
      }
      waited = 0;
      received = 0;
    }
    return count;
  }

  /** Reads the rest of so many bytes as far as it is here already: nobody is waited for. */
  void drain(long length) {
    try {
      byte[] rest = new byte[1024];
      while (total < length && available() > 0) {
        read(rest);
      }
      if (total == length) {
        // At the end this asks nobody.
        read();
      }
    } catch (IOException e) {
      ended = false;
    }
  }

  /** The connection is freed or broken off by whoever opened it, not from here. */
  @Override
  public void close() {}
}
