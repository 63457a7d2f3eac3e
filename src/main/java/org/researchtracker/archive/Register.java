package org.researchtracker.archive;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.researchtracker.archive.LedgerEvent.Bundled;
import org.researchtracker.archive.LedgerEvent.Checked;

/**
 * The ledger of a run, and how all units stand by it: of a unit that matters, its lines are read
 * again. Not thread-safe.
 */
final class Register {
  private final Ledger ledger;
  private final Standings standings;

  Register(Ledger ledger, Standings standings) {
    this.ledger = ledger;
    this.standings = standings;
  }

  Standings standings() {
    return standings;
  }

  /** Returns what the ledger says of a unit, if it knows it. */
  Optional<ArchivedUnit> of(UnitKey unit) {
    return Optional.ofNullable(standings.of(unit)).map(this::of);
  }

  /** Returns what the ledger says of a unit. */
  ArchivedUnit of(Standing standing) {
    return ArchivedUnit.read(standing, ledger::at);
  }

  /** Writes down that a bundle is in place. */
  void note(Bundled bundle) {
    standings.note(bundle, ledger.append(bundle)).meet();
  }

  /** Writes down what a close look came to. */
  void note(Checked check) {
    @Nullable Standing standing = standings.note(check, ledger.append(check));
    if (standing != null) {
      standing.meet();
    }
  }
}
