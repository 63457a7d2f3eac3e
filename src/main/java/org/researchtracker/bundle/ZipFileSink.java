package org.researchtracker.bundle;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.researchtracker.bundle.check.Digests;

/**
 * A ZIP in a file, and the digest of the whole. Small pieces are gathered; media pass through. What
 * is settled is digested on a thread of its own, read back from the system's memory: a header is
 * complete only after its medium, so it cannot be digested on its way. That is put off: while texts
 * are made, which comes after the media, a core is free. The channel is not closed.
 */
final class ZipFileSink implements ZipSink, Closeable {
  private static final int BUFFER = 1 << 16;

  /** How much is put off, bytes: as much as the system holds in memory anyway. */
  private static final long PUT_OFF = 384L << 20;

  private static final int MAY_WAIT = 4;

  /** How much is written before it is brought to the disk, bytes. */
  private static final long SYNCED_AT_ONCE = 32L << 20;

  private final FileChannel channel;
  private final Runnable sync;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
  private final MessageDigest sha256 = Digests.newSha256();
  private final ByteBuffer back = ByteBuffer.allocate(BUFFER);
  private final SideThread thread = new SideThread("tracker-bundle-digest", MAY_WAIT);
  private @Nullable IOException failure;
  private long flushed;
  private long settled;
  private long synced;

  /**
   * Makes a sink.
   *
   * @param sync begins to bring to the disk what was written so far; called now and then
   */
  ZipFileSink(FileChannel channel, Runnable sync) {
    this.channel = channel;
    this.sync = sync;
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
    if (flushed - synced >= SYNCED_AT_ONCE) {
      synced = flushed;
      sync.run();
    }
    if (position() - settled >= PUT_OFF) {
      flush();
      digestSettled();
    }
  }

  /** Begins to digest what was put off; all that was written must be settled. */
  void digestSettled() throws IOException {
    flush();
    long from = settled;
    long to = flushed;
    settled = to;
    thread.put(() -> digest(from, to));
  }

  /** Returns the SHA-256 of the file, lower-case hex; nothing can be written afterwards. */
  String sha256() throws IOException {
    flush();
    return SideThread.await(
        thread.submit(
            () -> {
              digest(settled, flushed);
              if (failure != null) {
                throw failure;
              }
              return Digests.hex(sha256.digest());
            }));
  }

  /** Runs on its thread; a failure is told in the end. */
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

  /** Ends the thread, which reads the channel. */
  @Override
  public void close() {
    thread.close();
  }
}
