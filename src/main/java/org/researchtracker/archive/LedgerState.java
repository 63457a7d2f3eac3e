package org.researchtracker.archive;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.researchtracker.archive.LedgerEvent.Bundled;
import org.researchtracker.archive.LedgerEvent.Pruned;
import org.researchtracker.archive.LedgerEvent.Ran;

/** All versions of all units, as the lines of a ledger tell them. Not thread-safe. */
final class LedgerState implements EventTaker {
  private final Map<UnitKey, UnitState> units = new LinkedHashMap<>();
  private final Map<String, Long> runs = new HashMap<>();

  @Override
  public void take(LedgerEvent event, long line) {
    if (event instanceof Bundled bundle) {
      units.computeIfAbsent(bundle.unit(), key -> new UnitState()).add(bundle);
    } else if (event instanceof Pruned pruning) {
      remove(pruning);
    } else if (event instanceof Ran run) {
      runs.merge(run.command(), 1L, Long::sum);
    }
  }

  /** Takes that a version is about to be removed. */
  void remove(Pruned pruning) {
    UnitState state = units.get(pruning.unit());
    if (state != null) {
      state.add(pruning);
    }
  }

  Map<UnitKey, UnitState> units() {
    return units;
  }

  /** Returns how often a command was run to its end. */
  long runs(String command) {
    return runs.getOrDefault(command, 0L);
  }
}
