package org.researchtracker.bundle;

import java.io.IOException;
import org.researchtracker.bundle.check.BundleHoldings;

/**
 * Decides about a bundle once all that it would hold is known and before anything is put in place.
 */
@FunctionalInterface
public interface BundleGate {
  /** Lets every bundle pass. */
  BundleGate OPEN = candidate -> true;

  /** A bundle that is about to be. */
  interface Candidate {
    /** Returns the content digest, lower-case hex. */
    String contentDigest();

    /**
     * Returns what it would hold; collected when asked for, which takes a pass over all records.
     */
    BundleHoldings holdings() throws IOException;
  }

  /**
   * Returns whether the bundle shall be; if not, nothing of it stays.
   *
   * @throws IOException if what it would hold cannot be read
   */
  boolean admits(Candidate candidate) throws IOException;
}
