package org.researchtracker.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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

  /** What parsing gives; line numbers count from the chunk's beginning. */
  record Parsed(List<ScannedLine> lines, long lineCount) {}

  Parsed parse() {
    List<ScannedLine> lines = new ArrayList<>(length / 300 + 4);
    long number = 0;
    int start = 0;
    while (start < length) {
      int end = indexOfNewline(start);
      number++;
      int from = start == 0 && offset == 0 ? skipByteOrderMark() : start;
      int to = end > from && bytes[end - 1] == '\r' ? end - 1 : end;
      if (!isBlank(from, to)) {
        lines.add(parse(from, to, number));
      }
      start = end + 1;
    }
    return new Parsed(lines, number);
  }

  private ScannedLine parse(int from, int to, long number) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, from, to - from);
    int crc = (int) checksum.getValue();
    if (to - from > maxLine) {
      byte[] beginning = Arrays.copyOfRange(bytes, from, Math.min(to, from + ScannedLine.SALVAGED));
      return ScannedLine.oversized(offset + from, to - from, number, maxLine, beginning);
    }
    try {
      ParsedLine line = LineParser.parse(bytes, from, to - from, Detail.FACTS);
      return new ScannedLine(
          offset + from, to - from, crc, number, Optional.of(line), line.problems());
    } catch (UnreadableLineException e) {
      return new ScannedLine(
          offset + from, to - from, crc, number, Optional.empty(), List.of(e.problem()));
    }
  }

  private int indexOfNewline(int start) {
    for (int i = start; i < length; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return length;
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
