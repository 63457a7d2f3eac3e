package org.researchtracker.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** If these fail, lines are lost, doubled, cut in two or told at the wrong place. */
class LogScannerTest {

  /** What a scan found, one text a line. */
  private static final class Found implements LogScanner.Sink<ScannedLine> {
    private final List<String> lines = new ArrayList<>();
    private long text;
    private long reached;
    private long known;

    @Override
    public void text(byte[] bytes, int length) {
      text += length;
    }

    @Override
    public void line(ScannedLine line, long number) {
      String said =
          line.parsed().map(parsed -> parsed.kind() + " " + parsed.executionId()).orElse("-");
      List<ProblemKind> kinds = line.problems().stream().map(LineProblem::kind).toList();
      lines.add(number + "@" + line.offset() + "+" + line.length() + " " + said + " " + kinds);
      known = number;
      assertThat(line.offset()).isGreaterThanOrEqualTo(reached);
    }

    @Override
    public void reached(long position, long before) {
      // An index begins there the next time: what it was not given before, it is never given.
      assertThat(before).isGreaterThanOrEqualTo(known);
      reached = position;
    }
  }

  private static Found scan(byte[] text, long maxLine, Executor executor) throws IOException {
    Found found = new Found();
    LogScanner.End end =
        LogScanner.scan(
            new ByteArrayInputStream(text), 0, 0, maxLine, executor, Function.identity(), found);
    found.lines.add("end " + end.position() + " " + end.lines() + " " + end.unfinished());
    assertThat(found.text).isEqualTo(text.length);
    assertThat(found.reached).isEqualTo(end.position());
    return found;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void tellsPlaceAndNumberOfEachLine() throws IOException {
    String text =
        "\uFEFF{\"execution_id\":\"a\"}\r\n\n  \n{\"execution_id\":\"b\"}\nno\n{\"execution_id\":";
    assertThat(scan(bytes(text), 1000, Runnable::run).lines)
        .containsExactly(
            "1@3+20 EXECUTION a []",
            "4@29+20 EXECUTION b []",
            "5@50+2 - [UNREADABLE_LINE]",
            "end 53 5 16");
  }

  @Test
  void aLineThatIsTooLongIsToldAndTheNextIsRead() throws IOException {
    String longLine =
        "{\"execution_id\":\"a\",\"seq\":1,\"item_type\":\"x\",\"content\":\""
            + "x".repeat(5000)
            + "\"}";
    byte[] text = bytes(longLine + "\n{\"execution_id\":\"b\"}\n");
    List<String> lines = scan(text, 100, Runnable::run).lines;
    assertThat(lines.get(0)).isEqualTo("1@0+" + longLine.length() + " ITEM a [OVERSIZED_LINE]");
    assertThat(lines.get(1)).startsWith("2@").endsWith("EXECUTION b []");
  }

  @Test
  void aLineLongerThanAnyBufferIsPassedOverWithoutKeepingIt() throws IOException {
    long length = 40L << 20;
    InputStream text =
        new InputStream() {
          private long at;

          @Override
          public int read() {
            if (at > length) {
              return -1;
            }
            return at++ == length ? '\n' : 'x';
          }

          @Override
          public int read(byte[] bytes, int offset, int count) {
            int read = 0;
            for (int next = 0; read < count && next >= 0; read += next < 0 ? 0 : 1) {
              next = read();
              bytes[offset + read] = (byte) next;
            }
            return read == 0 ? -1 : read;
          }
        };
    Found found = new Found();
    LogScanner.End end =
        LogScanner.scan(text, 0, 0, 1 << 20, Runnable::run, Function.identity(), found);
    assertThat(end.position()).isEqualTo(length + 1);
    assertThat(found.lines).containsExactly("1@0+" + length + " - [OVERSIZED_LINE]");
  }

  @Test
  void whatStoodBeforeAFailureIsStillRead() throws IOException {
    InputStream broken =
        new InputStream() {
          private final byte[] text = bytes("{\"execution_id\":\"a\"}\n{\"exec");
          private int at;

          @Override
          public int read() throws IOException {
            if (at == text.length) {
              throw new IOException("the disk is gone");
            }
            return text[at++];
          }

          @Override
          public int read(byte[] bytes, int offset, int count) throws IOException {
            bytes[offset] = (byte) read();
            return 1;
          }
        };
    Found found = new Found();
    LogScanner.End end =
        LogScanner.scan(broken, 0, 0, 1000, Runnable::run, Function.identity(), found);
    assertThat(found.lines).containsExactly("1@0+20 EXECUTION a []");
    assertThat(end.failure()).contains("the disk is gone");
  }

  static Stream<Long> seeds() {
    return Stream.iterate(1L, seed -> seed + 1).limit(200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anyBytesInAnySlicingGiveTheSameLines(long seed) throws IOException {
    Random random = new Random(seed);
    byte[] text = new byte[random.nextInt(3000)];
    byte[] common = bytes("{}\n\r\"execution_id:item_type,seq1[]\\u00\u00e4石");
    for (int i = 0; i < text.length; i++) {
      text[i] =
          random.nextInt(8) == 0
              ? (byte) random.nextInt(256)
              : common[random.nextInt(common.length)];
    }
    List<String> whole = scan(text, 400, Runnable::run).lines;
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      assertThat(scan(text, 400, threads).lines).as("seed %d", seed).isEqualTo(whole);
    } finally {
      threads.shutdown();
    }
    int cut = text.length == 0 ? 0 : random.nextInt(text.length);
    Found first = new Found();
    LogScanner.End end =
        LogScanner.scan(
            new ByteArrayInputStream(text, 0, cut),
            0,
            0,
            400,
            Runnable::run,
            Function.identity(),
            first);
    int from = (int) end.position();
    LogScanner.End rest =
        LogScanner.scan(
            new ByteArrayInputStream(text, from, text.length - from),
            from,
            end.lines(),
            400,
            Runnable::run,
            Function.identity(),
            first);
    first.lines.add("end " + rest.position() + " " + rest.lines() + " " + rest.unfinished());
    assertThat(first.lines).as("seed %d cut at %d", seed, cut).isEqualTo(whole);
  }
}
