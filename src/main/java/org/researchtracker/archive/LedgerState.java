package org.researchtracker.archive;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.researchtracker.archive.LedgerEvent.Bundled;
import org.researchtracker.archive.LedgerEvent.Checked;
import org.researchtracker.archive.LedgerEvent.Pruned;
import org.researchtracker.archive.LedgerEvent.Ran;

/** What the lines of a ledger come to together. Not thread-safe. */
final class LedgerState implements Consumer<LedgerEvent> {
  private final boolean keepsMissing;
  private final Map<UnitKey, UnitState> units = new LinkedHashMap<>();
  private @Nullable Map<String, UnitKey> owners;
  private final Map<String, Long> runs = new HashMap<>();
  private @Nullable Ran lastRun;
  private @Nullable Ran lastGoodRun;

  private LedgerState(boolean keepsMissing) {
    this.keepsMissing = keepsMissing;
  }

  /** Returns one that keeps no missing media in memory. */
  static LedgerState slim() {
    return new LedgerState(false);
  }

  /** Returns one that keeps the missing media. */
  static LedgerState keeping() {
    return new LedgerState(true);
  }

  @Override
  public void accept(LedgerEvent event) {
    if (event instanceof Bundled bundle) {
      UnitState state = units.computeIfAbsent(bundle.unit(), key -> new UnitState());
      state.add(keepsMissing ? bundle : bundle.slim());
      note(state, bundle.media());
      if (owners != null) {
        owners.put(lower(bundle.name().base()), bundle.unit());
      }
    } else if (event instanceof Checked check) {
      UnitState state = units.get(check.unit());
      if (state != null) {
        state.add(check);
        note(state, check.media());
      }
    } else if (event instanceof Pruned pruning) {
      UnitState state = units.get(pruning.unit());
      if (state != null) {
        state.add(pruning);
      }
    } else if (event instanceof Ran run) {
      runs.merge(run.command(), 1L, Long::sum);
      if (run.command().equals(Runs.ARCHIVE)) {
        lastRun = run;
        lastGoodRun = Runs.endedWell(run) ? run : lastGoodRun;
      }
    }
  }

  private void note(UnitState state, MediaNote media) {
    if (keepsMissing) {
      state.setMissing(media.missing());
    }
  }

  /** Returns names as they are compared: some systems make no difference between cases. */
  static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  Map<UnitKey, UnitState> units() {
    return units;
  }

  /** Returns the files that are there by the ledger, pruned ones among them. */
  Set<String> files() {
    Set<String> files = new HashSet<>();
    for (UnitState unit : units.values()) {
      unit.versions().forEach(version -> files.add(version.name().file()));
      unit.pruned().forEach(version -> files.add(version.name().file()));
    }
    return files;
  }

  @Nullable UnitState unit(UnitKey key) {
    return units.get(key);
  }

  /** Returns whose bundles bear a name, in whichever case. */
  Optional<UnitKey> owner(String base) {
    return Optional.ofNullable(owners().get(lower(base)));
  }

  /** Says whose bundles bear a name from now on. */
  void claim(String base, UnitKey unit) {
    owners().put(lower(base), unit);
  }

  /** Gathered when it is first asked for: a run that finds nothing new gives no names. */
  private Map<String, UnitKey> owners() {
    Map<String, UnitKey> known = owners;
    if (known == null) {
      known = new HashMap<>();
      for (Map.Entry<UnitKey, UnitState> unit : units.entrySet()) {
        for (String base : unit.getValue().bases()) {
          known.put(lower(base), unit.getKey());
        }
      }
      owners = known;
    }
    return known;
  }

  /** Returns how often a command was run to its end. */
  long runs(String command) {
    return runs.getOrDefault(command, 0L);
  }

  Optional<Ran> lastRun() {
    return Optional.ofNullable(lastRun);
  }

  /** Returns the last run that did all it had to, if only without some media. */
  Optional<Ran> lastGoodRun() {
    return Optional.ofNullable(lastGoodRun);
  }
}
