package org.researchtracker.bundle;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that are written once and read as often as needed: in memory while they are few, else in a
 * file that has no name any more and so cannot be left behind. Not thread-safe. Read only after
 * writing has ended; several readers at a time are allowed.
 */
final class Spill extends OutputStream {
  private static final int IN_MEMORY = 1 << 20;
  private static final int BUFFER = 1 << 16;

  private final SpillFolder folder;
  private byte[] buffer = new byte[512];
  private int buffered;
  private @Nullable FileChannel file;
  private long written;

  Spill(SpillFolder folder) {
    this.folder = folder;
  }

  /** Returns how many bytes were written. */
  long size() {
    return written + buffered;
  }

  /** Forgets what was written, so that the memory serves again. */
  void reset() throws IOException {
    if (file != null) {
      file.truncate(0);
      file.position(0);
    }
    written = 0;
    buffered = 0;
  }

  @Override
  public void write(int b) throws IOException {
    makeRoom(1);
    buffer[buffered++] = (byte) b;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      int part = Math.min(length - done, BUFFER);
      makeRoom(part);
      System.arraycopy(bytes, offset + done, buffer, buffered, part);
      buffered += part;
      done += part;
    }
  }

  private void makeRoom(int count) throws IOException {
    if (buffered + count <= buffer.length) {
      return;
    }
    if (file != null || buffered + count > IN_MEMORY) {
      drain();
    }
    if (buffered + count > buffer.length) {
      int wanted = Math.max(2 * buffer.length, buffered + count);
      buffer = Arrays.copyOf(buffer, Math.min(Math.max(wanted, 512), IN_MEMORY));
    }
  }

  private void drain() throws IOException {
    FileChannel channel = file;
    if (channel == null) {
      channel = folder.open();
      file = channel;
    }
    ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, buffered);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    written += buffered;
    buffered = 0;
  }

  /** Returns a reader of all bytes from their start; closing it closes nothing else. */
  InputStream open() throws IOException {
    FileChannel channel = file;
    if (channel == null) {
      return new ByteArrayInputStream(buffer, 0, buffered);
    }
    drain();
    return new BufferedInputStream(new Positioned(channel, written), BUFFER);
  }

  /** Writes all bytes to another place. */
  void transferTo(ByteTarget target) throws IOException {
    if (file == null) {
      target.write(buffer, 0, buffered);
      return;
    }
    byte[] part = new byte[BUFFER];
    try (InputStream in = open()) {
      for (int n = in.read(part); n >= 0; n = in.read(part)) {
        target.write(part, 0, n);
      }
    }
  }

  /** Closes it where nobody could do anything about a failure. */
  void closeQuietly() {
    try {
      close();
    } catch (IOException e) {
      // The file has no name and ends with the process.
    }
  }

  @Override
  public void close() throws IOException {
    FileChannel channel = file;
    file = null;
    buffer = new byte[0];
    buffered = 0;
    if (channel != null) {
      channel.close();
    }
  }

  /** Reads at its own position, so that readers do not disturb each other. */
  private static final class Positioned extends InputStream {
    private final FileChannel channel;
    private final long end;
    private long position;

    Positioned(FileChannel channel, long end) {
      this.channel = channel;
      this.end = end;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (position >= end) {
        return -1;
      }
      int wanted = (int) Math.min(length, end - position);
      int n = channel.read(ByteBuffer.wrap(bytes, offset, wanted), position);
      if (n > 0) {
        position += n;
      }
      return n;
    }
  }
}
