package org.researchtracker.importer;

import java.io.IOException;
import java.util.List;

/** Takes the lines of executions. */
public interface LineTarget {

  /**
   * Appends lines that belong together.
   *
   * @param lines JSON objects without a newline
   */
  void append(List<String> lines) throws IOException;

  /** Makes sure that what was appended can be read. */
  void flush() throws IOException;
}
