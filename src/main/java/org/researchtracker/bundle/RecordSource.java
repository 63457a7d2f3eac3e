package org.researchtracker.bundle;

import java.io.IOException;
import org.researchtracker.model.ExecutionRecord;

/**
 * The selected executions, which a bundle goes through once: oldest first, those without a time
 * last, then by id. The order is part of the bundle's bytes, so it must not depend on anything but
 * the records. Only one record need be in memory at a time.
 */
@FunctionalInterface
public interface RecordSource {

  /** Takes records. */
  @FunctionalInterface
  interface Visitor {
    /** Takes one record. */
    void visit(ExecutionRecord record) throws IOException;
  }

  /**
   * Gives every record, in order.
   *
   * @throws IOException whatever the visitor throws
   * @throws org.researchtracker.model.TrackerException if the logs cannot be read
   */
  void forEach(Visitor visitor) throws IOException;
}
