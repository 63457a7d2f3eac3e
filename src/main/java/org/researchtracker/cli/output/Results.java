package org.researchtracker.cli.output;

import java.io.IOException;
import java.io.Writer;
import org.researchtracker.cli.terminal.Console;

/**
 * Where a command's results go: standard output, a pager, or a file that is there whole or not at
 * all. Closing without {@link #commit} leaves no file.
 */
public abstract class Results implements AutoCloseable {

  /** Returns what takes the text. */
  public abstract Writer writer();

  /** Returns what takes JSON text, of which a terminal gets nothing to act upon. */
  public final Writer jsonWriter() {
    return terminal() ? new TerminalJson(writer()) : writer();
  }

  /** Returns whether a person reads along: a terminal, perhaps with a pager. */
  public abstract boolean terminal();

  /** Says that the results are complete. */
  public abstract void commit() throws IOException;

  @Override
  public abstract void close() throws IOException;

  /** Standard output, for pipes and for short results. */
  static final class Plain extends Results {
    private final Console console;

    Plain(Console console) {
      this.console = console;
    }

    @Override
    public Writer writer() {
      return console.out();
    }

    @Override
    public boolean terminal() {
      return console.terminal().out();
    }

    @Override
    public void commit() {
      console.out().flush();
    }

    @Override
    public void close() {}
  }
}
