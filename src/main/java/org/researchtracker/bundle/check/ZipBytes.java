package org.researchtracker.bundle.check;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** The bytes of a ZIP, at any place; holds a window of them. Not thread-safe. */
final class ZipBytes implements Closeable {
  private static final int WINDOW = 1 << 17;

  private final SeekableByteChannel channel;
  private final long size;
  private ByteBuffer window = ByteBuffer.allocate(0);
  private long start;

  private ZipBytes(SeekableByteChannel channel, long size) {
    this.channel = channel;
    this.size = size;
  }

  static ZipBytes open(Path file) throws IOException {
    SeekableByteChannel channel = Files.newByteChannel(file);
    try {
      return new ZipBytes(channel, channel.size());
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  long size() {
    return size;
  }

  /** Returns whether so many bytes are there. */
  boolean has(long position, long length) {
    return position >= 0 && length >= 0 && position <= size - length;
  }

  /** Returns bytes in the order of ZIP's numbers, for use until the next call. */
  ByteBuffer at(long position, int length) throws IOException {
    if (!has(position, length)) {
      throw new ZipDamage(Fault.Kind.DAMAGED, "the file ends before byte " + (position + length));
    }
    if (position < start || position + length > start + window.limit()) {
      ByteBuffer fresh = ByteBuffer.allocate(Math.max(WINDOW, length));
      fill(fresh, position);
      window = fresh.flip();
      start = position;
      if (window.limit() < length) {
        throw new ZipDamage(Fault.Kind.DAMAGED, "the file became shorter while it was read");
      }
    }
    return window.slice((int) (position - start), length).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void fill(ByteBuffer buffer, long position) throws IOException {
    channel.position(position);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        return;
      }
    }
  }

  /** Reads bytes of an entry; returns how many, -1 at the end of the file. */
  int read(byte[] bytes, int offset, int length, long position) throws IOException {
    channel.position(position);
    return channel.read(ByteBuffer.wrap(bytes, offset, length));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
