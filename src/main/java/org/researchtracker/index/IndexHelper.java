package org.researchtracker.index;

/**
 * Does for indexes that only read what they may not do themselves. Both return when it is done, and
 * may be called by any thread.
 */
interface IndexHelper {
  /** Catches up with the logs, which hold another text than the index says. */
  void catchUp();

  /** Catches up with the texts, of which the index of texts knows too little. */
  void catchUpTexts();
}
