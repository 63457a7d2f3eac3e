package org.researchtracker.cli.session;

import java.util.Locale;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import org.researchtracker.cli.settings.GlobalOptions;
import org.researchtracker.cli.terminal.ByteSize;
import org.researchtracker.cli.terminal.Console;

/**
 * A bar on stderr for work that is long: how much is done, how fast, how long it will take. Shows
 * itself only on a terminal, once the work has taken a moment and will not be done in the next, and
 * wipes itself away.
 */
public final class Progress implements AutoCloseable {
  private static final long BEFORE_FIRST = 500_000_000L;

  /** The time left, in nanoseconds, from which on it is worth a bar. */
  private static final long WORTHWHILE = 1_000_000_000L;

  /** How long work has to take whose size nobody knows. */
  private static final long BEFORE_FIRST_UNKNOWN = 2_000_000_000L;

  private static final long BETWEEN = 100_000_000L;
  private static final int BAR = 24;

  /** The part that has to be done before its speed tells anything of the rest. */
  private static final double TELLING = 0.01;

  private final Console console;
  private final String what;
  private final LongFunction<String> amounts;
  private final LongSupplier nanos;
  private final boolean shown;
  private final long begin;
  private long next;
  private boolean drawn;

  /**
   * Begins.
   *
   * @param amounts says how much something is
   */
  Progress(Console console, GlobalOptions globals, String what, LongFunction<String> amounts) {
    this(console, what, amounts, System::nanoTime, console.terminal().err() && !globals.quiet());
  }

  /** For bytes, with a clock of the test's. */
  Progress(Console console, String what, LongSupplier nanos, boolean shown) {
    this(console, what, ByteSize::format, nanos, shown);
  }

  private Progress(
      Console console,
      String what,
      LongFunction<String> amounts,
      LongSupplier nanos,
      boolean shown) {
    this.console = console;
    this.what = what;
    this.amounts = amounts;
    this.nanos = nanos;
    this.shown = shown && !console.env("TERM").equals("dumb");
    begin = nanos.getAsLong();
    next = begin + BEFORE_FIRST;
  }

  /** Returns whether there is anybody to see it. */
  public boolean isShown() {
    return shown;
  }

  /**
   * Is told how far the work has come.
   *
   * @param done bytes, or what else it is measured in
   * @param total likewise, 0 if nobody knows
   */
  public void at(long done, long total) {
    if (!shown || done <= 0) {
      return;
    }
    long now = nanos.getAsLong();
    if (now < next) {
      return;
    }
    next = now + BETWEEN;
    long reached = total > 0 ? Math.min(done, total) : done;
    if (!drawn && !isLong(reached, total, now - begin)) {
      return;
    }
    drawn = true;
    int width = console.terminal().size().get().columns() - 1;
    String line = line(reached, total, (now - begin) / 1e9, width);
    console.err().print("\r\u001b[K" + (line.length() > width ? line.substring(0, width) : line));
    console.err().flush();
  }

  private static boolean isLong(long done, long total, long elapsed) {
    return total > 0
        ? (double) elapsed * (total - done) / done >= WORTHWHILE
        : elapsed >= BEFORE_FIRST_UNKNOWN;
  }

  private String line(long done, long total, double seconds, int width) {
    String rate = amounts.apply((long) (done / seconds)) + "/s";
    if (total <= 0) {
      return what + " " + amounts.apply(done) + ", " + rate;
    }
    double part = (double) done / total;
    String begin = String.format(Locale.ROOT, "%s %3d%%", what, (int) (part * 100));
    String end = " " + amounts.apply(done) + " of " + amounts.apply(total);
    if (part >= TELLING) {
      end += ", " + rate + ", " + duration((long) (seconds * (total - done) / done)) + " left";
    }
    int bar = Math.min(BAR, width - begin.length() - end.length() - " []".length());
    if (bar <= 0) {
      return begin + end;
    }
    int full = (int) (part * bar);
    return begin + " [" + "#".repeat(full) + "-".repeat(bar - full) + "]" + end;
  }

  private static String duration(long seconds) {
    if (seconds >= 3600) {
      return String.format(
          Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
    return String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
  }

  /** Wipes the bar away, so that a line can be printed; the next report draws it again. */
  public void clear() {
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
