package org.researchtracker.log;

import static org.researchtracker.fuzzing.Inputs.check;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.researchtracker.fuzzing.FuzzTarget;
import org.researchtracker.fuzzing.Inputs;

/** A log gives the same lines whether it is read at once, in slices, or as it grew. */
final class LogScannerFuzz implements FuzzTarget {
  private static final int MAX_LINE = 400;

  /** Gives so many bytes at a time. */
  private static final class Slices extends ByteArrayInputStream {
    private final int size;

    Slices(byte[] bytes, int size) {
      super(bytes);
      this.size = size;
    }

    @Override
    public synchronized int read(byte[] bytes, int offset, int length) {
      return super.read(bytes, offset, Math.min(size, length));
    }
  }

  /** The lines, one text each. */
  private static final class Lines implements LogScanner.Sink<ScannedLine> {
    private final List<String> lines = new ArrayList<>();

    @Override
    public void text(byte[] bytes, int length) {}

    @Override
    public void line(ScannedLine line, long number) {
      lines.add(
          number
              + "@"
              + line.offset()
              + "+"
              + line.length()
              + line.parsed().map(ParsedLine::executionId)
              + line.problems()
              + line.checksum());
    }

    @Override
    public void reached(long position, long lines) {}

    LogScanner.End read(InputStream in, long position, long before) throws IOException {
      return LogScanner.scan(in, position, before, MAX_LINE, Runnable::run, Function.identity(), this);
    }
  }

  @Override
  public List<byte[]> seeds() throws IOException {
    List<byte[]> lines = Inputs.logLines();
    List<byte[]> seeds = new ArrayList<>();
    for (int i = 0; i + 5 < lines.size(); i += 5) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.write(i);
      lines.subList(i, i + 5).forEach(line -> out.writeBytes(line));
      seeds.add(out.toByteArray());
      out.reset();
      for (byte[] line : lines.subList(i, i + 5)) {
        out.writeBytes(line);
        out.write('\n');
      }
      seeds.add(out.toByteArray());
    }
    return seeds;
  }

  @Override
  public void take(byte[] input) throws IOException {
    Lines whole = new Lines();
    LogScanner.End end = whole.read(new ByteArrayInputStream(input), 0, 0);

    int first = input.length == 0 ? 0 : input[0] & 0xff;
    Lines sliced = new Lines();
    check(sliced.read(new Slices(input, 1 + first), 0, 0).equals(end), "ends elsewhere in slices");
    check(sliced.lines.equals(whole.lines), "other lines in slices");

    int cut = input.length * first / 256;
    Lines grown = new Lines();
    LogScanner.End half = grown.read(new ByteArrayInputStream(input, 0, cut), 0, 0);
    int from = (int) half.position();
    InputStream rest = new ByteArrayInputStream(input, from, input.length - from);
    check(grown.read(rest, from, half.lines()).equals(end), "ends elsewhere as it grew");
    check(grown.lines.equals(whole.lines), "other lines as it grew");
  }
}
