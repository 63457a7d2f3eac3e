package org.researchtracker.index;

/**
 * How much is wrong with the logs.
 *
 * @param unreadable lines that were left out, wholly or in part
 * @param conflicts items that say something else under a number that is taken
 * @param others everything else: unreadable times and files, newer formats, unknown types
 * @param zonelessTimes timestamps without a zone; no problem, but good to know
 * @param duplicates lines that say again what another one says; no problem either
 */
public record ProblemCounts(
    long unreadable, long conflicts, long others, long zonelessTimes, long duplicates) {
  /** Returns whether there is any problem. */
  public boolean any() {
    return unreadable + conflicts + others > 0;
  }
}
