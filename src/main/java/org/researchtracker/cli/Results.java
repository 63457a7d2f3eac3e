package org.researchtracker.cli;

import java.io.IOException;
import java.io.Writer;

/**
 * Where a command's results go: standard output, a pager, or a file that is there whole or not at
 * all. Closing without {@link #commit} leaves no file.
 */
abstract class Results implements AutoCloseable {

  /** Returns what takes the text. */
  abstract Writer writer();

  /** Returns whether a person reads along: a terminal, perhaps with a pager. */
  abstract boolean terminal();

  /** Says that the results are complete. */
  abstract void commit() throws IOException;

  @Override
  public abstract void close() throws IOException;

  /** Standard output, for pipes and for short results. */
  static final class Plain extends Results {
    private final Console console;

    Plain(Console console) {
      this.console = console;
    }

    @Override
    Writer writer() {
      return console.out();
    }

    @Override
    boolean terminal() {
      return console.terminal().out();
    }

    @Override
    void commit() {
      console.out().flush();
    }

    @Override
    public void close() {}
  }
}
