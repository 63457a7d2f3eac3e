package org.researchtracker.archive;

import java.util.ArrayList;
import java.util.List;
import org.researchtracker.archive.LedgerEvent.Bundled;
import org.researchtracker.archive.LedgerEvent.Pruned;

/** The versions of a unit. Not thread-safe. */
final class UnitState {
  /**
   * A version of a unit.
   *
   * @param name its file
   * @param facts what it holds
   */
  record Version(VersionName name, Facts facts) {}

  private List<Version> versions = List.of();
  private List<Version> pruned = List.of();

  /** Takes what a line says. */
  void add(Bundled bundle) {
    Version added = new Version(bundle.name(), bundle.facts());
    if (versions.isEmpty()) {
      versions = List.of(added);
    } else {
      List<Version> all = new ArrayList<>(versions);
      all.removeIf(each -> each.name().equals(bundle.name()));
      all.add(added);
      versions = List.copyOf(all);
    }
  }

  /** Takes what a line says. */
  void add(Pruned pruning) {
    List<Version> gone = new ArrayList<>(pruned);
    List<Version> left = new ArrayList<>();
    for (Version version : versions) {
      (version.name().equals(pruning.name()) ? gone : left).add(version);
    }
    pruned = List.copyOf(gone);
    versions = List.copyOf(left);
  }

  /** Returns the versions that are not pruned, oldest first. */
  List<Version> versions() {
    return versions;
  }

  /** Returns the versions that are pruned. */
  List<Version> pruned() {
    return pruned;
  }
}
