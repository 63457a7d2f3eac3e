package org.researchtracker.archive;

import java.io.IOException;
import java.util.Set;
import org.researchtracker.bundle.Reasons;
import org.researchtracker.model.TrackerException;

/** Has media brought, and says so if they cannot be kept. */
final class Bringing {
  private Bringing() {}

  static void bring(MediaBringer bringer, Set<String> executionIds) {
    if (executionIds.isEmpty()) {
      return;
    }
    try {
      bringer.bring(executionIds);
    } catch (IOException e) {
      throw new TrackerException(
          TrackerException.Kind.FAILED,
          "media cannot be brought into the store: " + Reasons.of(e),
          "free some space, name another store with --store, or leave out --fetch",
          e);
    }
  }
}
