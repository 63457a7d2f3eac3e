package org.researchtracker.bundle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A ZIP in a file. Small pieces are gathered; media pass through. The channel is not closed. */
final class ZipFileSink implements ZipSink {
  private static final int BUFFER = 1 << 16;

  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
  private long flushed;

  ZipFileSink(FileChannel channel) {
    this.channel = channel;
  }

  @Override
  public long position() {
    return flushed + buffer.position();
  }

  @Override
  public boolean isSeekable() {
    return true;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (length > buffer.remaining()) {
      flush();
    }
    if (length > BUFFER / 2) {
      flush();
      writeAll(ByteBuffer.wrap(bytes, offset, length));
    } else {
      buffer.put(bytes, offset, length);
    }
  }

  @Override
  public void flush() throws IOException {
    buffer.flip();
    writeAll(buffer);
    buffer.clear();
  }

  private void writeAll(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      flushed += channel.write(bytes, flushed);
    }
  }

  @Override
  public void patch(long position, byte[] bytes) throws IOException {
    if (position >= flushed) {
      // Still in the buffer, as with every small medium.
      ByteBuffer part = buffer.duplicate();
      part.position((int) (position - flushed));
      part.put(bytes);
      return;
    }
    flush();
    ByteBuffer patch = ByteBuffer.wrap(bytes);
    while (patch.hasRemaining()) {
      position += channel.write(patch, position);
    }
  }

  @Override
  public void truncate(long position) throws IOException {
    flush();
    channel.truncate(position);
    flushed = position;
  }
}
