package org.researchtracker.cli.terminal;

import java.util.function.Supplier;

/**
 * Which streams are a terminal, and how large it is.
 *
 * @param in whether standard input is one
 * @param out whether standard output is one
 * @param err whether standard error is one
 * @param size asked for only when needed, because the answer may cost a process
 */
public record Terminal(boolean in, boolean out, boolean err, Supplier<Size> size) {

  /** A terminal of which nothing is known. */
  static final Size USUAL = new Size(80, 24);

  /** Columns and rows. */
  public record Size(int columns, int rows) {}

  /** Returns no terminal at all: pipes, files, cron. */
  public static Terminal none() {
    return new Terminal(false, false, false, () -> USUAL);
  }
}
