package org.researchtracker.bundle;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.CRC32;
import org.researchtracker.media.Inspection;
import org.researchtracker.media.MediaInspector;
import org.researchtracker.media.MediaSniffer;
import org.researchtracker.media.MissingReason;

/**
 * Copies a medium into a container: read once, and the same bytes are checksummed, digested and
 * written. Memory is constant, whatever the size. Not thread-safe.
 */
final class MediumCopier {
  private final Container container;
  private final SecondCore core;
  private final BundleProgress progress;
  private final CRC32 crc = new CRC32();

  MediumCopier(Container container, SecondCore core, BundleProgress progress) {
    this.container = container;
    this.core = core;
    this.progress = progress;
  }

  /**
   * What was copied.
   *
   * @param size bytes
   * @param crc their CRC-32
   * @param sums its digests
   */
  record Copied(long size, long crc, SecondCore.Sums sums) {}

  /** The medium could not be copied; the container may hold a part of it. */
  static final class FailedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final MissingReason reason;
    private final String detail;

    FailedException(MissingReason reason, String detail) {
      super(reason.wireName());
      this.reason = reason;
      this.detail = detail;
    }

    String detail() {
      return detail;
    }

    MissingReason reason() {
      return reason;
    }
  }

  /**
   * A medium whose first bytes were read, so that one opening serves to tell what it is and to copy
   * it.
   */
  final class Opened implements Closeable {
    private final MediumFile medium;
    private final ReadableByteChannel in;
    private final byte[] buffer;
    private int filled;
    private boolean given;

    private Opened(MediumFile medium, ReadableByteChannel in, byte[] buffer) {
      this.medium = medium;
      this.in = in;
      this.buffer = buffer;
    }

    /** Returns what its bytes say that it is. */
    Inspection inspect() {
      byte[] head = Arrays.copyOf(buffer, Math.min(filled, MediaSniffer.HEAD_BYTES));
      return MediaInspector.inspect(head, medium.size(), medium.name());
    }

    @Override
    public void close() throws IOException {
      if (!given) {
        core.give(buffer, 0);
      }
      in.close();
    }
  }

  /**
   * Opens a medium and reads its first bytes.
   *
   * @throws FailedException if it went away or cannot be read
   */
  Opened open(MediumFile medium) throws IOException, FailedException {
    ReadableByteChannel in;
    try {
      in = medium.open();
    } catch (NoSuchFileException e) {
      throw new FailedException(MissingReason.CHANGED, "it went away");
    } catch (IOException e) {
      throw new FailedException(MissingReason.UNREADABLE, "its bytes cannot be read");
    }
    Opened opened = new Opened(medium, in, core.take());
    opened.filled = fill(in, opened.buffer, medium.size());
    if (opened.filled < 0) {
      opened.close();
      throw new FailedException(MissingReason.UNREADABLE, "its bytes cannot be read");
    }
    return opened;
  }

  /**
   * Copies a medium.
   *
   * @param knownCrc the checksum, where the container must know it first
   * @param listener sees the bytes as well
   * @throws FailedException if it changed, went away or cannot be read; then nothing of it is left
   *     in a container that can take it back
   * @throws IOException if the container cannot be written
   */
  Copied copy(Opened opened, String path, OptionalLong knownCrc, ByteTarget listener)
      throws IOException, FailedException {
    long size = opened.medium.size();
    container.beginMedium(path, size, knownCrc);
    crc.reset();
    Optional<MissingReason> failure = pump(opened, listener);
    // In any case: what follows must not be digested together with this one.
    SecondCore.Sums sums = core.endMedium();
    if (failure.isPresent()) {
      container.abandonMedium();
      throw new FailedException(
          failure.get(),
          failure.get() == MissingReason.CHANGED
              ? "it changed while it was read"
              : "its bytes cannot be read");
    }
    Optional<String> wanted = opened.medium.sha256();
    if (wanted.isPresent() && !wanted.get().equals(SideThread.await(sums.sha256()))) {
      container.abandonMedium();
      throw new FailedException(MissingReason.UNREADABLE, MediumFile.DAMAGED);
    }
    container.endMedium(crc.getValue());
    return new Copied(size, crc.getValue(), sums);
  }

  /** Returns what went wrong, if anything did. */
  private Optional<MissingReason> pump(Opened opened, ByteTarget listener) throws IOException {
    byte[] buffer = opened.buffer;
    int n = opened.filled;
    opened.given = true;
    long left = opened.medium.size();
    while (true) {
      // Given in any case: that is how the buffer finds its way back.
      core.give(buffer, Math.max(n, 0));
      if (n < 0) {
        return Optional.of(MissingReason.UNREADABLE);
      }
      left -= n;
      crc.update(buffer, 0, n);
      listener.write(buffer, 0, n);
      container.mediumBytes(buffer, 0, n);
      progress.bytes(n);
      if (n < buffer.length || left == 0) {
        // What was added to its end shows in its size.
        boolean whole = left == 0 && opened.medium.isUnchanged();
        return whole ? Optional.empty() : Optional.of(MissingReason.CHANGED);
      }
      buffer = core.take();
      n = fill(opened.in, buffer, left);
    }
  }

  /**
   * Reads until the buffer is full, so many bytes are there or the medium ends.
   *
   * @return how many bytes; -1 if it cannot be read
   */
  private static int fill(ReadableByteChannel in, byte[] buffer, long most)
      throws InterruptedIOException {
    ByteBuffer room = ByteBuffer.wrap(buffer, 0, (int) Math.min(buffer.length, most));
    try {
      while (room.hasRemaining() && in.read(room) >= 0) {
        // A short read is no end of file.
      }
    } catch (ClosedByInterruptException e) {
      throw new InterruptedIOException("interrupted");
    } catch (IOException e) {
      return -1;
    }
    return room.position();
  }
}
