package org.researchtracker.archive;

import org.researchtracker.archive.LedgerEvent.Ran;

/** The commands that end with a line in the ledger, and what that line says. */
final class Runs {
  static final String ARCHIVE = "archive";
  static final String RETRY = "retry";
  static final String VERIFY = "verify";
  static final String PRUNE = "prune";

  /** Everything is done. */
  static final int DONE = 0;

  /** Something failed. */
  static final int FAILED = 1;

  /** All is done that could be. */
  static final int PARTIAL = 3;

  /** A bundle is damaged. */
  static final int DAMAGED = 5;

  private Runs() {}

  /** Returns whether a run did all that it could. */
  static boolean endedWell(Ran run) {
    return run.exit() == DONE || run.exit() == PARTIAL;
  }
}
