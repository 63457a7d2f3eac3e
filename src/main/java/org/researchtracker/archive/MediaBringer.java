package org.researchtracker.archive;

import java.io.IOException;
import java.util.Set;

/** Brings the media of executions to where they are found, before bundles are made of them. */
@FunctionalInterface
public interface MediaBringer {
  /**
   * Brings what can be had.
   *
   * @throws IOException if what is brought cannot be kept
   */
  void bring(Set<String> executionIds) throws IOException;
}
