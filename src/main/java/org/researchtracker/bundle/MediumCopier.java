package org.researchtracker.bundle;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.zip.CRC32;
import org.researchtracker.media.MissingReason;

/**
 * Copies a medium into a container: read once, and with the same bytes checksummed, digested and
 * written. Memory is constant, whatever the size. Not thread-safe.
 */
final class MediumCopier {
  private final Container container;
  private final SecondCore core;
  private final BundleProgress progress;
  private final MessageDigest sha256 = Digests.newSha256();
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
   * @param sha512 comes when the digesting thread has caught up
   * @param sha256 lower-case hex
   */
  record Copied(long size, long crc, CompletableFuture<String> sha512, String sha256) {}

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
   * Copies a medium.
   *
   * @param knownCrc the checksum, where the container must know it first
   * @param listener sees the bytes as well
   * @throws FailedException if it changed, went away or cannot be read; then nothing of it is left
   *     in a container that can take it back
   * @throws IOException if the container cannot be written
   */
  Copied copy(MediumFile medium, String path, OptionalLong knownCrc, ByteTarget listener)
      throws IOException, FailedException {
    ReadableByteChannel in;
    try {
      in = medium.open();
    } catch (NoSuchFileException e) {
      throw new FailedException(MissingReason.CHANGED, "it went away");
    } catch (IOException e) {
      throw new FailedException(MissingReason.UNREADABLE, "its bytes cannot be read");
    }
    try (in) {
      container.beginMedium(path, medium.size(), knownCrc);
      crc.reset();
      sha256.reset();
      Optional<MissingReason> failure = pump(in, medium, listener);
      // In any case: what follows must not be digested together with this one.
      CompletableFuture<String> sha512 = core.endMedium();
      if (failure.isPresent()) {
        container.abandonMedium();
        throw new FailedException(
            failure.get(),
            failure.get() == MissingReason.CHANGED
                ? "it changed while it was read"
                : "its bytes cannot be read");
      }
      container.endMedium(crc.getValue());
      return new Copied(medium.size(), crc.getValue(), sha512, Digests.hex(sha256.digest()));
    }
  }

  /** Returns what went wrong, if anything did. */
  private Optional<MissingReason> pump(
      ReadableByteChannel in, MediumFile medium, ByteTarget listener) throws IOException {
    long left = medium.size();
    while (true) {
      byte[] buffer = core.take();
      int n = fill(in, buffer);
      boolean good = n >= 0 && n <= left;
      // Given in any case: that is how the buffer finds its way back.
      core.give(buffer, good ? n : 0);
      if (!good) {
        return Optional.of(n < 0 ? MissingReason.UNREADABLE : MissingReason.CHANGED);
      }
      left -= n;
      crc.update(buffer, 0, n);
      sha256.update(buffer, 0, n);
      listener.write(buffer, 0, n);
      container.mediumBytes(buffer, 0, n);
      progress.bytes(n);
      if (n < buffer.length) {
        boolean whole = left == 0 && medium.isUnchanged();
        return whole ? Optional.empty() : Optional.of(MissingReason.CHANGED);
      }
    }
  }

  /** Reads until the buffer is full or the medium ends; returns -1 if it cannot be read. */
  private static int fill(ReadableByteChannel in, byte[] buffer) throws InterruptedIOException {
    ByteBuffer room = ByteBuffer.wrap(buffer);
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
