package org.researchtracker.archive;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.researchtracker.archive.LedgerLines.Reading;
import org.researchtracker.index.ByteReader;

/**
 * The parts of a {@link LedgerCache}'s file, read one after the other up to the first that is not
 * whole. Not thread-safe.
 */
final class CacheParts implements Closeable {
  /** To be changed with {@link EventCodec}, and with whatever a line is found to say. */
  private static final long FORMAT = 0x5452_4c45_4447_0002L;

  /** How many bytes stand before the first part. */
  static final int START = Long.BYTES;

  private static final int CHAIN = 64;
  private static final int PLACE = 2 * Long.BYTES + CHAIN;
  private static final int MOST = 1 << 28;

  private final DataInputStream in;
  private long at = START;

  private CacheParts(InputStream in) {
    this.in = new DataInputStream(new BufferedInputStream(in, 1 << 16));
  }

  /**
   * A part.
   *
   * @param upTo the lines of the ledger up to the last one that it is of
   * @param events what those of them say that no part before is of
   * @param end where in the file it ends
   */
  record Part(Reading upTo, ByteReader events, long end) {}

  /** Opens a file; one that is not there, or of another format, has no parts. */
  static CacheParts open(@Nullable Path file) throws IOException {
    try {
      CacheParts parts =
          new CacheParts(file == null ? InputStream.nullInputStream() : Files.newInputStream(file));
      byte[] start = parts.in.readNBytes(START);
      if (Arrays.equals(start, start())) {
        return parts;
      }
      parts.close();
      return new CacheParts(InputStream.nullInputStream());
    } catch (NoSuchFileException e) {
      return new CacheParts(InputStream.nullInputStream());
    }
  }

  /** Returns what a file begins with. */
  static byte[] start() {
    return ByteBuffer.allocate(START).putLong(FORMAT).array();
  }

  /** Returns a part as it stands in the file. */
  static byte[] bytes(Reading upTo, byte[] events) {
    ByteBuffer part =
        ByteBuffer.allocate(2 * Integer.BYTES + PLACE + events.length)
            .putInt(PLACE + events.length)
            .putInt(0)
            .putLong(upTo.lines())
            .putLong(upTo.bytes())
            .put(upTo.chain().getBytes(US_ASCII))
            .put(events);
    return part.putInt(Integer.BYTES, checksum(part.array(), 2 * Integer.BYTES)).array();
  }

  private static int checksum(byte[] bytes, int from) {
    CRC32 crc = new CRC32();
    crc.update(bytes, from, bytes.length - from);
    return (int) crc.getValue();
  }

  /** Returns the next part, if there is one that is whole. */
  Optional<Part> next() throws IOException {
    try {
      int length = in.readInt();
      int checksum = in.readInt();
      if (length < PLACE || length > MOST) {
        return Optional.empty();
      }
      byte[] bytes = in.readNBytes(length);
      if (bytes.length < length || checksum(bytes, 0) != checksum) {
        return Optional.empty();
      }
      ByteBuffer place = ByteBuffer.wrap(bytes);
      long lines = place.getLong();
      long ledger = place.getLong();
      String chain = new String(bytes, place.position(), CHAIN, US_ASCII);
      at += 2 * Integer.BYTES + length;
      return Optional.of(
          new Part(
              new Reading(lines, ledger, chain, false, Optional.empty()),
              new ByteReader(Arrays.copyOfRange(bytes, PLACE, length)),
              at));
    } catch (EOFException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
