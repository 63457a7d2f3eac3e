package org.researchtracker.log;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of one log from a position on, in order, in memory that does not grow with the
 * log.
 *
 * <p>Whole chunks of lines are parsed on the executor's threads, and made into what is wanted of
 * them, while the caller's thread reads on; the sink is called on the caller's thread alone, in the
 * order of the file. An instance reads one log and is not thread-safe.
 *
 * @param <T> what is wanted of a line
 */
public final class LogScanner<T> {
  /** The longest line that is read unless told otherwise: 64 MiB. */
  public static final long DEFAULT_MAX_LINE = 64L << 20;

  private static final int BLOCK = 1 << 18;
  private static final int BUFFER = BLOCK + (BLOCK >> 1);
  private static final int IN_FLIGHT = 4;

  /** Takes what a scan finds. */
  public interface Sink<T> {
    /** Takes the text as it is read, before its lines. */
    void text(byte[] bytes, int length) throws IOException;

    /** Takes a line, which is the so-manyth of the log, from 1. */
    void line(T line, long number) throws IOException;

    /** Is told that every line before this position has been given to {@link #line}. */
    void reached(long position, long lines) throws IOException;
  }

  /**
   * Where a scan ended.
   *
   * @param position the byte after the last whole line
   * @param lines how many lines stand before that position
   * @param unfinished bytes after the last newline
   * @param failure why reading stopped before the end, if it did
   */
  public record End(long position, long lines, long unfinished, Optional<String> failure) {}

  private final InputStream in;
  private final long maxLine;
  private final Executor executor;
  private final Function<ScannedLine, T> use;
  private final Sink<T> sink;
  private final Deque<Future<LineChunk.Parsed<T>>> inFlight = new ArrayDeque<>();
  private final Deque<Long> chunkEnds = new ArrayDeque<>();
  private final Deque<byte[]> chunkBuffers = new ArrayDeque<>();

  /**
   * Buffers to use again: new ones for every chunk would be most of what a reading leaves to
   * collect.
   */
  private final Deque<byte[]> freeBuffers = new ArrayDeque<>();

  private byte[] pending = new byte[BUFFER];
  private int pendingLength;
  private long pendingOffset;
  private long skipped;
  private byte[] beginning = new byte[0];
  private long lines;
  private @Nullable String failure;

  private LogScanner(
      InputStream in,
      long position,
      long lines,
      long maxLine,
      Executor executor,
      Function<ScannedLine, T> use,
      Sink<T> sink) {
    this.in = in;
    this.pendingOffset = position;
    this.lines = lines;
    this.maxLine = Math.min(maxLine, Integer.MAX_VALUE - (8L << 20));
    this.executor = executor;
    this.use = use;
    this.sink = sink;
  }

  /**
   * Reads to the end of the stream.
   *
   * @param in the text from {@code position} on
   * @param position where the stream begins in the text of the file; the beginning of a line
   * @param lines how many lines stand before it
   * @param maxLine the longest line that is read, bytes
   * @param executor where chunks are parsed
   * @param use makes of a line what is wanted of it; called by several threads at a time
   * @throws IOException if the sink fails; a failure to read is told in the result
   */
  public static <T> End scan(
      InputStream in,
      long position,
      long lines,
      long maxLine,
      Executor executor,
      Function<ScannedLine, T> use,
      Sink<T> sink)
      throws IOException {
    return new LogScanner<>(in, position, lines, maxLine, executor, use, sink).run();
  }

  private End run() throws IOException {
    byte[] block = new byte[BLOCK];
    for (int count = fill(block); count > 0; count = fill(block)) {
      sink.text(block, count);
      take(block, count);
    }
    finish(0);
    return new End(
        pendingOffset, lines, skipped > 0 ? skipped : pendingLength, Optional.ofNullable(failure));
  }

  /** Reads a block; what stood before a failure is still handed on. */
  private int fill(byte[] block) {
    int length = 0;
    while (failure == null && length < block.length) {
      try {
        int count = in.read(block, length, block.length - length);
        if (count < 0) {
          break;
        }
        length += count;
      } catch (IOException e) {
        failure = ReadFailure.reason(e);
      }
    }
    return length;
  }

  private void take(byte[] block, int count) throws IOException {
    int from = skipped > 0 ? skipOn(block, count) : 0;
    int lastNewline = lastNewline(block, from, count);
    if (lastNewline < 0) {
      keep(block, from, count);
      return;
    }
    keep(block, from, lastNewline + 1);
    submit();
    keep(block, lastNewline + 1, count);
  }

  /** Goes on through a line that is too long; returns where the next line begins. */
  private int skipOn(byte[] block, int count) throws IOException {
    int end = 0;
    while (end < count && block[end] != '\n') {
      end++;
    }
    skipped += end;
    if (end < count) {
      finish(0);
      tooLong();
      return end + 1;
    }
    return count;
  }

  private void keep(byte[] block, int from, int to) throws IOException {
    int needed = pendingLength + (to - from);
    if (needed > pending.length) {
      pending =
          Arrays.copyOf(
              pending,
              (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(needed, pending.length * 2L)));
    }
    System.arraycopy(block, from, pending, pendingLength, to - from);
    pendingLength = needed;
    boolean whole = to > from && block[to - 1] == '\n';
    if (pendingLength > maxLine && !whole) {
      startSkipping();
    }
  }

  /**
   * The pending text is the beginning of one line, too long already: keeps only what may be
   * salvaged.
   */
  private void startSkipping() {
    beginning = Arrays.copyOf(pending, Math.min(pendingLength, ScannedLine.SALVAGED));
    skipped = pendingLength;
    pendingLength = 0;
    pending = new byte[BUFFER];
  }

  private void tooLong() throws IOException {
    lines++;
    sink.line(use.apply(ScannedLine.oversized(pendingOffset, skipped, maxLine, beginning)), lines);
    pendingOffset += skipped + 1;
    skipped = 0;
    sink.reached(pendingOffset, lines);
  }

  private void submit() throws IOException {
    if (pendingLength == 0) {
      return;
    }
    LineChunk chunk = new LineChunk(pending, pendingLength, pendingOffset, maxLine);
    CompletableFuture<LineChunk.Parsed<T>> parsed =
        CompletableFuture.supplyAsync(() -> chunk.parse(use), executor);
    inFlight.add(parsed);
    pendingOffset += pendingLength;
    chunkEnds.add(pendingOffset);
    chunkBuffers.add(pending);
    pending = freeBuffers.isEmpty() ? new byte[BUFFER] : freeBuffers.remove();
    pendingLength = 0;
    finish(IN_FLIGHT);
  }

  /** Hands on the lines of the oldest chunks until no more than this many are under way. */
  private void finish(int underWay) throws IOException {
    while (inFlight.size() > underWay) {
      LineChunk.Parsed<T> parsed = await(inFlight.remove());
      byte[] buffer = chunkBuffers.remove();
      if (buffer.length == BUFFER) {
        freeBuffers.add(buffer);
      }
      for (int i = 0; i < parsed.size(); i++) {
        sink.line(parsed.line(i), lines + parsed.number(i));
      }
      lines += parsed.lineCount();
      sink.reached(chunkEnds.remove(), lines);
    }
  }

  private static <T> T await(Future<T> future) throws IOException {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }

  private static int lastNewline(byte[] block, int from, int to) {
    for (int i = to - 1; i >= from; i--) {
      if (block[i] == '\n') {
        return i;
      }
    }
    return -1;
  }
}
