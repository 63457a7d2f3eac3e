package org.researchtracker.media.fetch;

import org.researchtracker.media.Resolution.Missing;
import org.researchtracker.media.store.StoredMedium;

/** Is told what becomes of each medium that is wanted; by several threads, one at a time. */
public interface FetchListener {

  /** A medium was there already, in a folder, in the store or in the log itself. */
  default void inHand(FetchTarget target) {}

  /** A medium is in the store now. */
  void fetched(FetchTarget target, StoredMedium medium);

  /**
   * A medium could not be had.
   *
   * @param remembered whether that was known from an earlier run, and nobody was asked again
   */
  void failed(FetchTarget target, Missing why, boolean remembered);
}
