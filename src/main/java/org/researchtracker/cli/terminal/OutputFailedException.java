package org.researchtracker.cli.terminal;

import java.io.IOException;

/** Results could not be written: the reader went away, or the disk is full. */
public final class OutputFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean readerWentAway;

  private OutputFailedException(IOException cause, boolean readerWentAway) {
    super(IoReason.of(cause), cause);
    this.readerWentAway = readerWentAway;
  }

  /** Returns the failure to write to standard output. */
  static OutputFailedException of(IOException cause) {
    // The JDK has no type for EPIPE; "Broken pipe" on Unix, "The pipe …" on Windows.
    String message = cause.getMessage();
    boolean pipe =
        message != null
            && message.regionMatches(true, message.indexOf(' ') + 1, "pipe", 0, "pipe".length());
    return new OutputFailedException(cause, pipe);
  }

  /** Returns the failure to write to a program that reads: it has read enough. */
  public static OutputFailedException readerWentAway(IOException cause) {
    return new OutputFailedException(cause, true);
  }

  /** Returns whether whoever was reading has read enough: no failure. */
  public boolean readerWentAway() {
    return readerWentAway;
  }
}
