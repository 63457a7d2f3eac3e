package org.researchtracker.archive;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.researchtracker.archive.LedgerEvent.Bundled;
import org.researchtracker.archive.LedgerEvent.Checked;
import org.researchtracker.archive.LedgerEvent.Pruned;

/**
 * How all units stand by the ledger. Asks of each medium at once whether it seems to be there now,
 * and of each file whether it looks otherwise, and keeps none of them in memory. Not thread-safe.
 */
final class Standings implements Consumer<LedgerEvent> {
  private final Predicate<MissingMedium> arrived;
  private final Map<UnitKey, Standing> units = new LinkedHashMap<>();

  /**
   * Begins with none.
   *
   * @param arrived whether a medium that was missing seems to be there now
   */
  Standings(Predicate<MissingMedium> arrived) {
    this.arrived = arrived;
  }

  @Override
  public void accept(LedgerEvent event) {
    if (event instanceof Bundled bundle) {
      Standing standing = units.computeIfAbsent(bundle.unit(), unit -> new Standing());
      standing.setFile(bundle.name());
      look(standing, bundle.basis(), Verdict.SAME, bundle.media());
    } else if (event instanceof Checked check && units.containsKey(check.unit())) {
      look(units.get(check.unit()), check.basis(), check.verdict(), check.media());
    } else if (event instanceof Pruned pruning && units.containsKey(pruning.unit())) {
      units.get(pruning.unit()).remove(pruning.name());
    }
  }

  private void look(Standing standing, Basis basis, Verdict verdict, MediaNote media) {
    standing.setLook(
        basis,
        verdict,
        !media.missing().isEmpty(),
        hasArrived(media.missing()),
        hasChanged(media.files()));
  }

  private boolean hasArrived(List<MissingMedium> missing) {
    for (MissingMedium medium : missing) {
      if (arrived.test(medium)) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasChanged(Map<String, String> files) {
    for (Map.Entry<String, String> file : files.entrySet()) {
      if (FileLook.isOther(file.getKey(), file.getValue())) {
        return true;
      }
    }
    return false;
  }

  /** Returns how a unit stands, if the ledger knows it. */
  @Nullable Standing of(UnitKey unit) {
    return units.get(unit);
  }

  /** Returns those of which a medium that was missing seems to be there now, in order. */
  List<UnitKey> arrived() {
    return those(unit -> unit.getValue().hasArrived());
  }

  /** Returns those that were archived of these logs, and that were not met, in order. */
  List<UnitKey> unmet(Per per, String filter, String source) {
    return those(
        unit ->
            unit.getKey().per() == per
                && unit.getKey().filter().equals(filter)
                && unit.getValue().isThere()
                && !unit.getValue().isMet()
                && unit.getValue().source().equals(source));
  }

  private List<UnitKey> those(Predicate<Map.Entry<UnitKey, Standing>> wanted) {
    List<UnitKey> keys = new ArrayList<>();
    for (Map.Entry<UnitKey, Standing> unit : units.entrySet()) {
      if (wanted.test(unit)) {
        keys.add(unit.getKey());
      }
    }
    return keys;
  }
}
