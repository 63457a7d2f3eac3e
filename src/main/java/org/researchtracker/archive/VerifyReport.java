package org.researchtracker.archive;

/**
 * What reading an archive again came to.
 *
 * @param bundles how many bundles the ledger names
 * @param read how many were read
 * @param bytes how large those are
 * @param lines how many lines of the ledger are sound
 * @param faults how many faults were found
 */
public record VerifyReport(long bundles, long read, long bytes, long lines, long faults) {
  /** Returns whether no fault was found. */
  public boolean isSound() {
    return faults == 0;
  }

  int exit() {
    return isSound() ? Runs.DONE : Runs.DAMAGED;
  }
}
