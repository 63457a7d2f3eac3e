package org.researchtracker.bundle.document;

import java.io.IOException;

/**
 * The files of a payload, which can be gone through as often as needed, one in memory at a time.
 */
@FunctionalInterface
public interface PayloadFiles {

  /** Takes files. */
  @FunctionalInterface
  interface Visitor {
    /** Takes one file. */
    void visit(PayloadFile file) throws IOException;
  }

  /** Gives every file in the order in which they were written. */
  void forEach(Visitor visitor) throws IOException;
}
