package org.researchtracker.archive;

/** Is given what the lines of a ledger say, in order. */
@FunctionalInterface
interface EventTaker {
  /**
   * Takes what a line says.
   *
   * @param line the place in the ledger at which it begins, where it can be read again
   */
  void take(LedgerEvent event, long line);
}
