package org.researchtracker.archive;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
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
  private static final int HEX = 64;
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
    String chain = chain(newSha256(), chainBefore, bytes, 0, bytes.length);
    byte[] line = Arrays.copyOf(bytes, bytes.length + TAIL + 1);
    System.arraycopy(MARK, 0, line, bytes.length, MARK.length);
    System.arraycopy(
        (chain + "\"}\n").getBytes(US_ASCII), 0, line, bytes.length + MARK.length, HEX + 3);
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
  static Reading read(Path file, Consumer<LedgerEvent> taker) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new Reader(in, taker).read();
    } catch (NoSuchFileException e) {
      return Reading.EMPTY;
    }
  }

  private static String chain(
      MessageDigest sha256, String before, byte[] bytes, int from, int length) {
    sha256.update(before.getBytes(US_ASCII));
    sha256.update((byte) '\n');
    sha256.update(bytes, from, length);
    return HexFormat.of().formatHex(sha256.digest());
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Reads once. */
  private static final class Reader {
    private final InputStream in;
    private final Consumer<LedgerEvent> taker;
    private final MessageDigest sha256 = newSha256();
    private final LedgerParser parser = new LedgerParser();
    private byte[] buffer = new byte[1 << 16];
    private int filled;
    private String chain = BEGINNING;
    private long lines;
    private long bytes;

    Reader(InputStream in, Consumer<LedgerEvent> taker) {
      this.in = in;
      this.taker = taker;
    }

    Reading read() throws IOException {
      int start = 0;
      int searched = 0;
      while (true) {
        int end = indexOfNewline(searched);
        if (end >= 0) {
          String fault = take(start, end);
          if (fault != null) {
            return isTorn(start, end)
                ? new Reading(lines, bytes, chain, true, Optional.empty())
                : new Reading(lines, bytes, chain, false, Optional.of(fault));
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
            return new Reading(lines, bytes, chain, filled > 0, Optional.empty());
          }
          filled += read;
        }
      }
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
      String expected = chain(sha256, chain, buffer, start, body);
      String borne = new String(buffer, start + body + MARK.length, HEX, US_ASCII);
      if (!borne.equals(expected)) {
        return "line " + (lines + 1) + " is not as it was written, or what stood before it is not";
      }
      Optional<LedgerEvent> event = parser.parse(buffer, start, end - start);
      if (event.isEmpty()) {
        return "line " + (lines + 1) + " is no JSON object";
      }
      chain = borne;
      taker.accept(event.get());
      return null;
    }
  }
}
