package org.researchtracker.archive;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.researchtracker.bundle.check.Digests;
import org.researchtracker.model.JsonText;
import org.researchtracker.model.JsonValue.JsonObject;

/**
 * The ledger as lines: one JSON object each, whose last member {@code chain} is SHA-256 over the
 * {@code chain} of the line before, a line feed, and the line's own text up to that member. So a
 * line that was changed, added or taken out in between is found.
 */
final class LedgerLines {
  /** What the chain of the first line begins with. */
  static final String BEGINNING = "";

  private static final byte[] MARK = ",\"chain\":\"".getBytes(US_ASCII);
  private static final byte[] END = "\"}\n".getBytes(US_ASCII);
  private static final int HEX = 64;

  /** Most lines are shorter. */
  private static final int SHORT = 4096;

  private static final int TAIL = MARK.length + HEX + 2;

  private LedgerLines() {}

  /**
   * What a reading came to.
   *
   * @param lines how many sound lines there are before the first fault
   * @param bytes how many bytes they have
   * @param chain the chain of the last one
   * @param torn whether a last line was not written to its end, which is no fault
   * @param fault what is wrong with the line after the sound ones, if anything
   */
  record Reading(long lines, long bytes, String chain, boolean torn, Optional<String> fault) {
    static final Reading EMPTY = new Reading(0, 0, BEGINNING, false, Optional.empty());
  }

  /** Returns a line, with its line feed. */
  static byte[] line(JsonObject fields, String chainBefore) {
    String text = JsonText.compact(fields);
    byte[] bytes = text.substring(0, text.length() - 1).getBytes(UTF_8);
    byte[] chain =
        chain(Digests.newSha256(), chainBefore.getBytes(US_ASCII), bytes, 0, bytes.length);
    byte[] line = Arrays.copyOf(bytes, bytes.length + TAIL + 1);
    System.arraycopy(MARK, 0, line, bytes.length, MARK.length);
    System.arraycopy(chain, 0, line, bytes.length + MARK.length, HEX);
    System.arraycopy(END, 0, line, line.length - END.length, END.length);
    return line;
  }

  /** Returns the chain that a line bears. */
  static String chainOf(byte[] line) {
    return new String(line, line.length - 3 - HEX, HEX, US_ASCII);
  }

  /**
   * Reads a ledger up to its first fault.
   *
   * @param taker is given every line that is sound
   * @throws IOException if the file cannot be read; one that is not there is an empty one
   */
  static Reading read(Path file, EventTaker taker) throws IOException {
    return readOn(file, Reading.EMPTY, Long.MAX_VALUE, taker);
  }

  /**
   * Reads on where a reading without a fault has ended.
   *
   * @param before what that came to, which is part of what this comes to
   * @param upTo the place after whose line it ends
   * @param taker is given every further line that is sound
   */
  static Reading readOn(Path file, Reading before, long upTo, EventTaker taker) throws IOException {
    LedgerParser parser = new LedgerParser();
    return read(
        file,
        before,
        upTo,
        (bytes, offset, length, line) -> {
          Optional<LedgerEvent> event = parser.parse(bytes, offset, length);
          event.ifPresent(each -> taker.take(each, line));
          return event.isPresent();
        });
  }

  /** Checks that lines are as they were written, up to a place, and does not ask what they say. */
  static Reading check(Path file, long upTo) throws IOException {
    return read(file, Reading.EMPTY, upTo, (bytes, offset, length, line) -> true);
  }

  private static Reading read(Path file, Reading before, long upTo, LineTaker taker)
      throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      channel.position(before.bytes());
      return new Reader(Channels.newInputStream(channel), before, upTo, taker).read();
    } catch (NoSuchFileException e) {
      return Reading.EMPTY;
    }
  }

  /** Returns the chain that the line bears which ends at a place; empty if none ends there. */
  static String chainBefore(Path file, long end) throws IOException {
    if (end < TAIL + 1) {
      return BEGINNING;
    }
    ByteBuffer tail = ByteBuffer.allocate(TAIL + 1);
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      channel.position(end - tail.capacity());
      while (tail.hasRemaining() && channel.read(tail) >= 0) {
        // A part of it at a time.
      }
    }
    byte[] bytes = tail.array();
    boolean whole = !tail.hasRemaining() && bytes[TAIL] == '\n';
    return whole && Arrays.equals(bytes, 0, MARK.length, MARK, 0, MARK.length)
        ? chainOf(bytes)
        : BEGINNING;
  }

  /**
   * Returns what a line says.
   *
   * @param line the place at which it begins
   * @throws IOException if it cannot be read, or none begins there
   */
  static LedgerEvent at(FileChannel channel, long line) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(SHORT);
    int searched = 0;
    while (true) {
      boolean more = channel.read(bytes, line + bytes.position()) >= 0;
      for (; searched < bytes.position(); searched++) {
        if (bytes.get(searched) == '\n') {
          return new LedgerParser()
              .parse(bytes.array(), 0, searched)
              .orElseThrow(() -> new IOException("no line begins at " + line));
        }
      }
      if (!more) {
        throw new EOFException("no line begins at " + line);
      }
      if (!bytes.hasRemaining()) {
        bytes = ByteBuffer.allocate(2 * bytes.capacity()).put(bytes.flip());
      }
    }
  }

  private static byte[] chain(
      MessageDigest sha256, byte[] before, byte[] bytes, int from, int length) {
    sha256.update(before);
    sha256.update((byte) '\n');
    sha256.update(bytes, from, length);
    return Digests.hex(sha256.digest()).getBytes(US_ASCII);
  }

  /** Is given the lines that are as they were written, without their line feeds. */
  private interface LineTaker {
    /** Takes a line that begins at a place of the file; returns whether it says anything. */
    boolean take(byte[] bytes, int offset, int length, long line);
  }

  /** Reads once. */
  private static final class Reader {
    private final InputStream in;
    private final long upTo;
    private final LineTaker taker;
    private final MessageDigest sha256 = Digests.newSha256();
    private byte[] buffer = new byte[1 << 16];
    private int filled;
    private byte[] chain;
    private long lines;
    private long bytes;

    Reader(InputStream in, Reading before, long upTo, LineTaker taker) {
      this.in = in;
      this.upTo = upTo;
      this.taker = taker;
      this.chain = before.chain().getBytes(US_ASCII);
      this.lines = before.lines();
      this.bytes = before.bytes();
    }

    Reading read() throws IOException {
      int start = 0;
      int searched = 0;
      while (bytes < upTo) {
        int end = indexOfNewline(searched);
        if (end >= 0) {
          String fault = take(start, end);
          if (fault != null) {
            return isTorn(start, end)
                ? reading(true, Optional.empty())
                : reading(false, Optional.of(fault));
          }
          lines++;
          bytes += end + 1 - start;
          start = end + 1;
          searched = start;
        } else {
          searched = filled - start;
          makeRoom(start);
          start = 0;
          int read = in.read(buffer, filled, buffer.length - filled);
          if (read < 0) {
            return reading(filled > 0, Optional.empty());
          }
          filled += read;
        }
      }
      return reading(false, Optional.empty());
    }

    private Reading reading(boolean torn, Optional<String> fault) {
      return new Reading(lines, bytes, new String(chain, US_ASCII), torn, fault);
    }

    /** After a loss of power the end of a file may be there and what stood before it not. */
    private boolean isTorn(int start, int end) throws IOException {
      for (int i = start; i < end; i++) {
        if (buffer[i] == 0) {
          return end + 1 == filled && in.read() < 0;
        }
      }
      return false;
    }

    private int indexOfNewline(int from) {
      for (int i = from; i < filled; i++) {
        if (buffer[i] == '\n') {
          return i;
        }
      }
      return -1;
    }

    private void makeRoom(int start) {
      System.arraycopy(buffer, start, buffer, 0, filled - start);
      filled -= start;
      if (filled == buffer.length) {
        buffer = Arrays.copyOf(buffer, 2 * buffer.length);
      }
    }

    /** Takes a line; returns what is wrong with it, or null. */
    private @Nullable String take(int start, int end) {
      int body = end - TAIL - start;
      if (body < 1
          || !Arrays.equals(
              buffer, start + body, start + body + MARK.length, MARK, 0, MARK.length)) {
        return "line " + (lines + 1) + " is no line of a ledger";
      }
      byte[] expected = chain(sha256, chain, buffer, start, body);
      int borne = start + body + MARK.length;
      if (!Arrays.equals(buffer, borne, borne + HEX, expected, 0, HEX)) {
        return "line " + (lines + 1) + " is not as it was written, or what stood before it is not";
      }
      if (!taker.take(buffer, start, end - start, bytes)) {
        return "line " + (lines + 1) + " is no JSON object";
      }
      chain = expected;
      return null;
    }
  }
}
