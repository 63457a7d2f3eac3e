package org.researchtracker.archive;

import java.util.List;
import java.util.function.LongFunction;
import org.researchtracker.archive.LedgerEvent.Bundled;
import org.researchtracker.archive.LedgerEvent.Checked;

/**
 * What the ledger says of a unit, as far as it matters for what becomes of it next.
 *
 * @param key which unit it is
 * @param last its last version
 * @param highest the highest number that a version had
 * @param basis what it was when it was last looked at closely
 * @param verdict what that came to
 * @param missing the media that the last version lacks
 */
record ArchivedUnit(
    UnitKey key,
    UnitState.Version last,
    int highest,
    Basis basis,
    Verdict verdict,
    List<MissingMedium> missing) {

  /**
   * Reads what the ledger says of a unit.
   *
   * @param ledger returns what the line says that begins at a place
   */
  static ArchivedUnit read(Standing standing, LongFunction<LedgerEvent> ledger) {
    if (!(ledger.apply(standing.bundleLine()) instanceof Bundled bundle)) {
      throw new IllegalStateException("no bundle at " + standing.bundleLine());
    }
    Basis basis = bundle.basis();
    MediaNote media = bundle.media();
    if (standing.lookLine() != standing.bundleLine()
        && ledger.apply(standing.lookLine()) instanceof Checked check) {
      basis = check.basis();
      media = check.media();
    }
    return new ArchivedUnit(
        bundle.unit(),
        new UnitState.Version(bundle.name(), bundle.facts()),
        standing.highest(),
        basis,
        standing.verdict(),
        media.missing());
  }

  /** Returns the name that all versions of it share. */
  String base() {
    return last.name().base();
  }
}
