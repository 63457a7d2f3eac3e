package org.researchtracker.importer;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Takes the lines of executions. */
public interface LineTarget extends Closeable {

  /**
   * Lines of one execution.
   *
   * @param executionId the execution
   * @param isNew whether the logs hold nothing of it so far
   * @param highest the highest sequence number in these lines, 0 if there is none
   * @param lines JSON objects without a newline
   */
  record Lines(String executionId, boolean isNew, long highest, List<String> lines) {
    /** Copies the lines. */
    public Lines {
      lines = List.copyOf(lines);
    }
  }

  /** Appends lines, all or none. */
  void append(Lines lines) throws IOException;

  /** Makes sure that what was appended can be read. */
  void flush() throws IOException;
}
