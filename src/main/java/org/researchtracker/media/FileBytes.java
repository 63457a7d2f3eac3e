package org.researchtracker.media;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;

/** Some bytes of a file here and there, without the rest; a link is not followed. */
final class FileBytes implements Closeable {
  private final SeekableByteChannel channel;

  private FileBytes(SeekableByteChannel channel) {
    this.channel = channel;
  }

  static FileBytes open(Path file) throws IOException {
    return new FileBytes(
        Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)));
  }

  long size() throws IOException {
    return channel.size();
  }

  /** Reads bytes at a place; fewer where the file ends. */
  byte[] read(long at, int length) throws IOException {
    channel.position(at);
    long there = Math.max(0, channel.size() - at);
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(length, there));
    while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
      // A short read is no end of file.
    }
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
