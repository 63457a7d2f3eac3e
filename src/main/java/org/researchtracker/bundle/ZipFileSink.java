package org.researchtracker.bundle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * A ZIP in a file, and the digest of the whole. Small pieces are gathered; media pass through. What
 * is settled is digested on the second core, read back from the system's memory: a header is
 * complete only after its medium, so it cannot be digested on its way. The channel is not closed.
 */
final class ZipFileSink implements ZipSink {
  private static final int BUFFER = 1 << 16;
  private static final int DIGESTED_AT_ONCE = 1 << 20;

  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
  private final MessageDigest sha256 = Digests.newSha256();
  private final ByteBuffer back = ByteBuffer.allocate(BUFFER);
  private final SecondCore core;
  private @Nullable IOException failure;
  private long flushed;
  private long settled;

  ZipFileSink(FileChannel channel, SecondCore core) {
    this.channel = channel;
    this.core = core;
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

  @Override
  public void settled() throws IOException {
    if (position() - settled >= DIGESTED_AT_ONCE) {
      flush();
      long from = settled;
      long to = flushed;
      settled = to;
      core.post(() -> digest(from, to));
    }
  }

  /** Returns the SHA-256 of the file, lower-case hex; nothing can be written afterwards. */
  String sha256() throws IOException {
    flush();
    return SecondCore.await(
        core.submit(
            () -> {
              digest(settled, flushed);
              if (failure != null) {
                throw failure;
              }
              return Digests.hex(sha256.digest());
            }));
  }

  /** Runs on the second core; a failure is told in the end. */
  private void digest(long from, long to) {
    try {
      long position = from;
      while (position < to) {
        back.clear().limit((int) Math.min(back.capacity(), to - position));
        int n = channel.read(back, position);
        if (n < 0) {
          throw new IOException("the file that is being written was cut short");
        }
        sha256.update(back.flip());
        position += n;
      }
    } catch (IOException e) {
      failure = e;
    }
  }
}
