package org.researchtracker.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.CRC32C;
import org.researchtracker.log.LineParser.Detail;

/** A stretch of whole lines, to be parsed apart from its neighbours. */
final class LineChunk {
  private final byte[] bytes;
  private final int length;
  private final long offset;
  private final long maxLine;

  /**
   * Makes a chunk.
   *
   * @param bytes the text; belongs to the chunk from now on
   * @param length how much of {@code bytes} is text
   * @param offset where it begins in the file
   * @param maxLine the longest line that is read
   */
  LineChunk(byte[] bytes, int length, long offset, long maxLine) {
    this.bytes = bytes;
    this.length = length;
    this.offset = offset;
    this.maxLine = maxLine;
  }

  /** What parsing gives. Filled by one thread and then read by one. */
  static final class Parsed<T> {
    private final List<T> lines;
    private int[] numbers;
    private int lineCount;

    private Parsed(int expected) {
      lines = new ArrayList<>(expected);
      numbers = new int[expected];
    }

    private void add(T line) {
      if (lines.size() == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * numbers.length);
      }
      numbers[lines.size()] = lineCount;
      lines.add(line);
    }

    /** Returns how many lines say something. */
    int size() {
      return lines.size();
    }

    /** Returns what was made of one of them. */
    T line(int i) {
      return lines.get(i);
    }

    /** Returns the number of its line, from 1, counted from where the chunk begins. */
    int number(int i) {
      return numbers[i];
    }

    /** Returns how many lines there are in all. */
    int lineCount() {
      return lineCount;
    }
  }

  /** Parses the lines, and makes of each what is wanted. */
  <T> Parsed<T> parse(Function<ScannedLine, T> use) {
    Parsed<T> lines = new Parsed<>(length / 300 + 4);
    ByteWords words = new ByteWords(bytes);
    int start = 0;
    while (start < length) {
      int end = words.indexOfNewline(start, length);
      lines.lineCount++;
      int from = start == 0 && offset == 0 ? skipByteOrderMark() : start;
      int to = end > from && bytes[end - 1] == '\r' ? end - 1 : end;
      if (!isBlank(from, to)) {
        lines.add(use.apply(parse(from, to)));
      }
      start = end + 1;
    }
    return lines;
  }

  private ScannedLine parse(int from, int to) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, from, to - from);
    int crc = (int) checksum.getValue();
    if (to - from > maxLine) {
      byte[] beginning = Arrays.copyOfRange(bytes, from, Math.min(to, from + ScannedLine.SALVAGED));
      return ScannedLine.oversized(offset + from, to - from, maxLine, beginning);
    }
    try {
      ParsedLine line = LineParser.parse(bytes, from, to - from, Detail.FACTS);
      return new ScannedLine(offset + from, to - from, crc, Optional.of(line), line.problems());
    } catch (UnreadableLineException e) {
      return new ScannedLine(offset + from, to - from, crc, Optional.empty(), List.of(e.problem()));
    }
  }

  private int skipByteOrderMark() {
    boolean mark =
        length >= 3
            && bytes[0] == (byte) 0xef
            && bytes[1] == (byte) 0xbb
            && bytes[2] == (byte) 0xbf;
    return mark ? 3 : 0;
  }

  private boolean isBlank(int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
        return false;
      }
    }
    return true;
  }
}
