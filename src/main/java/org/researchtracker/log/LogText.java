package org.researchtracker.log;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPInputStream;

/** Opens the text of a log: as it lies there, or unpacked. */
public final class LogText {
  private LogText() {}

  /**
   * Opens the text of a plain log between two positions.
   *
   * @param from the first byte
   * @param to the byte after the last; what the file gains meanwhile is not read
   */
  public static InputStream open(Path path, long from, long to) throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    try {
      return open(channel, from, to);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Opens the same of a file that is open; closing the stream closes it. */
  public static InputStream open(FileChannel channel, long from, long to) throws IOException {
    channel.position(from);
    return new Limited(Channels.newInputStream(channel), to - from);
  }

  /** Opens the text that a {@code .gz} unpacks to, all its members one after the other. */
  public static InputStream openCompressed(Path path) throws IOException {
    InputStream file =
        new BufferedInputStream(
            Channels.newInputStream(FileChannel.open(path, StandardOpenOption.READ)), 1 << 16);
    try {
      // The JDK's stream hands out what it has before it fails; others lose the block that breaks
      // off.
      return new GZIPInputStream(file, 1 << 16);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /** Reads bytes at a position; fewer come back where the file ends. */
  public static byte[] read(FileChannel channel, long position, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      int count = channel.read(buffer, position + buffer.position());
      if (count < 0) {
        break;
      }
    }
    byte[] bytes = new byte[buffer.position()];
    buffer.flip().get(bytes);
    return bytes;
  }

  private static final class Limited extends FilterInputStream {
    private long left;

    Limited(InputStream in, long limit) {
      super(in);
      this.left = limit;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (left <= 0) {
        return -1;
      }
      int count = super.read(bytes, offset, (int) Math.min(left, length));
      left -= Math.max(count, 0);
      return count;
    }
  }
}
