package org.researchtracker.archive;

import java.util.Optional;
import org.researchtracker.archive.LedgerEvent.Bundled;

/**
 * What became of a unit that was looked at closely.
 *
 * @param kind in a word
 * @param base the name that all versions of it share
 * @param bundle the bundle that was made, if one was
 * @param version the last version that there is, 0 if none
 */
record Outcome(Kind kind, String base, Optional<Bundled> bundle, int version) {
  /** In a word. */
  enum Kind {
    /** A bundle was made. */
    MADE,
    /** One that had been taken out of the folder was made again. */
    MADE_AGAIN,
    /** It holds what its last version holds. */
    SAME,
    /** It holds less, and this is the first time that this is noticed. */
    SMALLER,
    /** It holds less, as was known. */
    STILL_SMALLER
  }
}
