package org.researchtracker.bundle.document;

import java.io.IOException;

/**
 * The executions of a bundle, which can be gone through as often as a document needs, one in memory
 * at a time.
 */
public interface BundledExecutions {
  /** Takes executions, oldest first, those without a time last, then by id. */
  interface Visitor {
    /** Takes one execution. */
    void visit(BundledExecution execution) throws IOException;
  }

  /** Gives every execution in order. */
  void forEach(Visitor visitor) throws IOException;
}
