package org.researchtracker.cli;

import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * A bar on stderr for work that is long: how much is done, how fast, how long it will take. Shows
 * itself only after a moment, on a terminal, and wipes itself away.
 */
final class Progress implements AutoCloseable {
  private static final long BEFORE_FIRST = 500_000_000L;
  private static final long BETWEEN = 100_000_000L;
  private static final int BAR = 24;

  private final Console console;
  private final String what;
  private final LongSupplier nanos;
  private final boolean shown;
  private final long begin;
  private long next;
  private boolean drawn;

  Progress(Console console, GlobalOptions globals, String what) {
    this(console, what, System::nanoTime, console.terminal().err() && !globals.quiet());
  }

  /** With a clock of the test's. */
  Progress(Console console, String what, LongSupplier nanos, boolean shown) {
    this.console = console;
    this.what = what;
    this.nanos = nanos;
    this.shown = shown && !console.env("TERM").equals("dumb");
    begin = nanos.getAsLong();
    next = begin + BEFORE_FIRST;
  }

  /** Is told how far the work has come. */
  void at(long done, long total) {
    if (!shown || total <= 0) {
      return;
    }
    long now = nanos.getAsLong();
    if (now < next) {
      return;
    }
    next = now + BETWEEN;
    drawn = true;
    String line = line(Math.min(done, total), total, now - begin);
    int width = console.terminal().size().get().columns() - 1;
    console.err().print("\r\u001b[K" + (line.length() > width ? line.substring(0, width) : line));
    console.err().flush();
  }

  private String line(long done, long total, long elapsed) {
    double part = (double) done / total;
    int full = (int) (part * BAR);
    double seconds = elapsed / 1e9;
    long rate = (long) (done / seconds);
    StringBuilder out = new StringBuilder(what);
    out.append(String.format(Locale.ROOT, " %3d%% [", (int) (part * 100)));
    out.append("#".repeat(full)).append("-".repeat(BAR - full)).append("] ");
    out.append(ByteSize.format(done)).append(" of ").append(ByteSize.format(total));
    out.append(", ").append(ByteSize.format(rate)).append("/s");
    if (done > 0) {
      out.append(", ").append(duration((long) (seconds * (total - done) / done))).append(" left");
    }
    return out.toString();
  }

  private static String duration(long seconds) {
    if (seconds >= 3600) {
      return String.format(
          Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
    return String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
  }

  /** Wipes the bar away, so that a line can be printed; the next report draws it again. */
  void clear() {
    if (drawn) {
      drawn = false;
      console.err().print("\r\u001b[K");
      console.err().flush();
    }
  }

  @Override
  public void close() {
    clear();
  }
}
