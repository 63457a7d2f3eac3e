package org.researchtracker.importer;

import java.util.Optional;
import org.researchtracker.model.ExecutionRecord;

/** What the logs hold already. */
public interface LoggedExecutions {

  /** Returns the execution of this id as the logs give it, those of the left-out included. */
  Optional<ExecutionRecord> find(String executionId);

  /** Catches up with what was appended since. */
  void refresh();
}
