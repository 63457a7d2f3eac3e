package org.researchtracker.cli.terminal;

import java.io.OutputStream;

/** Gives tests what stands before standard output, to put it before a stream that fails. */
public final class ResultStreams {
  private ResultStreams() {}

  /** Returns a stream whose writes fail as those of standard output do when this one's fail. */
  public static OutputStream before(OutputStream target) {
    return new ResultStream(target);
  }
}
