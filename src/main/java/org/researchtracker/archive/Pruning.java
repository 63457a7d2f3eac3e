package org.researchtracker.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.researchtracker.archive.LedgerEvent.Pruned;
import org.researchtracker.bundle.Reasons;
import org.researchtracker.bundle.check.BundleHoldings;
import org.researchtracker.bundle.check.BundleVerifier;
import org.researchtracker.model.TrackerException;

/**
 * Removes versions whose last successor, which is read from its first byte to its last, holds all
 * that they hold. Nothing else is ever removed. One thread.
 */
final class Pruning {
  private final ArchiveFolder folder;
  private final LedgerState state;
  private final Consumer<LedgerEvent> ledger;
  private final int keep;
  private final boolean plan;
  private final List<PruneReport.Removal> removals = new ArrayList<>();
  private long bytes;
  private long kept;

  /**
   * Begins.
   *
   * @param ledger takes what is removed, before it is
   * @param keep how many versions of each unit stay in any case, from 1
   * @param plan whether nothing is removed, only said
   */
  Pruning(
      ArchiveFolder folder,
      LedgerState state,
      Consumer<LedgerEvent> ledger,
      int keep,
      boolean plan) {
    this.folder = folder;
    this.state = state;
    this.ledger = ledger;
    this.keep = keep;
    this.plan = plan;
  }

  PruneReport run() {
    for (Map.Entry<UnitKey, UnitState> each : List.copyOf(state.units().entrySet())) {
      prune(each.getKey(), each.getValue());
    }
    return new PruneReport(removals, bytes, kept);
  }

  private void prune(UnitKey unit, UnitState known) {
    List<UnitState.Version> there = new ArrayList<>();
    for (UnitState.Version version : known.versions()) {
      if (Files.exists(folder.bundle(version.name()))) {
        there.add(version);
      }
    }
    // A run that was killed may have written down a removal that it did not come to.
    List<UnitState.Version> candidates = new ArrayList<>();
    for (UnitState.Version version : known.pruned()) {
      if (Files.exists(folder.bundle(version.name()))) {
        candidates.add(version);
      }
    }
    int most = Math.max(0, there.size() - keep);
    candidates.addAll(there.subList(0, most));
    if (candidates.isEmpty() || there.isEmpty()) {
      return;
    }
    UnitState.Version last = there.get(there.size() - 1);
    Optional<BundleHoldings> held = sound(last);
    for (UnitState.Version version : candidates) {
      boolean goes =
          held.isPresent() && isHeld(version, held.get()) && !version.name().equals(last.name());
      if (goes) {
        remove(unit, version, last);
      } else {
        kept++;
      }
    }
  }

  /** Returns what a bundle holds, if every byte of it is as it was written. */
  private Optional<BundleHoldings> sound(UnitState.Version version) {
    Path file = folder.bundle(version.name());
    try {
      boolean sound =
          FoundBundles.sha256(file).equals(version.facts().sha256())
              && BundleVerifier.verify(file, fault -> {}).isSound();
      return sound ? BundleHoldings.read(file, head -> false) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private boolean isHeld(UnitState.Version version, BundleHoldings held) {
    return BundleHoldings.read(folder.bundle(version.name()), head -> false)
        .filter(held::holdsAllOf)
        .isPresent();
  }

  private void remove(UnitKey unit, UnitState.Version version, UnitState.Version last) {
    String file = version.name().file();
    if (!plan) {
      Pruned event = new Pruned(unit, version.name(), last.name().file());
      ledger.accept(event);
      state.remove(event);
      Path path = folder.bundle(version.name());
      try {
        Files.deleteIfExists(path);
        Files.deleteIfExists(path.resolveSibling(file + ".sha256"));
      } catch (IOException e) {
        throw new TrackerException(
            TrackerException.Kind.FAILED,
            path + " cannot be removed: " + Reasons.of(e),
            "check the permissions of the folder",
            e);
      }
    }
    bytes += version.facts().bytes();
    removals.add(new PruneReport.Removal(file, last.name().file()));
  }
}
