package org.researchtracker.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The lines of one {@link LogAppender#append}, and the sequence numbers that they take. Valid
 * during that call, on its thread.
 */
public final class LogBatch {
  private static final int FIRST = 1 << 14;

  /** Room beyond this is given back after the batch, bytes. */
  private static final int KEPT = 1 << 22;

  private final NumberSource numbers;
  private final Map<String, Long> highest = new HashMap<>();
  private byte[] text = new byte[FIRST];
  private int length;
  private int lines;

  /** Where numbers come from. */
  interface NumberSource {
    /** Returns the highest number that the root holds, 0 if none, -1 for an unknown execution. */
    long highest(String executionId) throws IOException;

    /** Returns the same as far as it is known without looking at the logs. */
    long remembered(String executionId) throws IOException;
  }

  LogBatch(NumberSource numbers) {
    this.numbers = numbers;
  }

  /**
   * Returns the number after the highest that this execution has, in the logs of the root and in
   * this batch; the next call returns the one after that.
   *
   * @throws IOException if the logs cannot be read
   * @throws ArithmeticException if the execution has the highest number that there is
   */
  public long next(String executionId) throws IOException {
    long number = Math.addExact(Math.max(highest(executionId), 0), 1);
    highest.put(executionId, number);
    return number;
  }

  /**
   * Returns the highest number that this execution has, 0 if it has no items, -1 if neither the
   * logs of the root nor this batch know it.
   *
   * @throws IOException if the logs cannot be read
   */
  public long highest(String executionId) throws IOException {
    Long known = highest.get(executionId);
    if (known == null) {
      known = numbers.highest(executionId);
      highest.put(executionId, known);
    }
    return known;
  }

  /** Says that a line of this batch has a number that was not asked for here; 0 for head data. */
  public void taken(String executionId, long number) throws IOException {
    highest.put(executionId, Math.max(highest(executionId), number));
  }

  /**
   * Says that this execution cannot be in the logs yet, because its id was made up just now; saves
   * reading them.
   */
  public void isNew(String executionId) throws IOException {
    if (!highest.containsKey(executionId)) {
      highest.put(executionId, Math.max(numbers.remembered(executionId), 0));
    }
  }

  /**
   * Adds a line.
   *
   * @param bytes holds the line in UTF-8, without its line end
   * @throws IllegalArgumentException if there is a line end within, or more text than an array
   *     holds
   */
  public void line(byte[] bytes, int offset, int count) {
    for (int i = offset; i < offset + count; i++) {
      if (bytes[i] == '\n') {
        throw new IllegalArgumentException("a line end within a line");
      }
    }
    long needed = (long) length + count + 1;
    if (needed > Integer.MAX_VALUE - 16) {
      throw new IllegalArgumentException("a batch of more than 2 GiB");
    }
    if (needed > text.length) {
      text = Arrays.copyOf(text, (int) Math.min(Integer.MAX_VALUE - 16L, needed * 2));
    }
    System.arraycopy(bytes, offset, text, length, count);
    length += count;
    text[length++] = '\n';
    lines++;
  }

  /** Adds a line. */
  public void line(String line) {
    byte[] bytes = line.getBytes(UTF_8);
    line(bytes, 0, bytes.length);
  }

  /** Returns how many bytes were added, line ends included. */
  public int length() {
    return length;
  }

  /** Returns how many lines were added. */
  public int lines() {
    return lines;
  }

  byte[] text() {
    return text;
  }

  /** Returns the numbers that hold once the batch is written. */
  Map<String, Long> numbers() {
    return highest;
  }

  void clear() {
    highest.clear();
    length = 0;
    lines = 0;
    if (text.length > KEPT) {
      text = new byte[FIRST];
    }
  }
}
