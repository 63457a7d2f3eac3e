package org.researchtracker.archive;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.researchtracker.archive.LedgerEvent.Bundled;
import org.researchtracker.archive.LedgerEvent.Checked;
import org.researchtracker.archive.LedgerEvent.Pruned;

/** What the ledger knows of a unit. Not thread-safe. */
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
  private Basis basis = Basis.UNKNOWN;
  private Verdict verdict = Verdict.SAME;
  private List<MissingMedium> missing = List.of();

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
    basis = bundle.basis();
    verdict = Verdict.SAME;
  }

  /** Takes what a line says. */
  void add(Checked check) {
    basis = check.basis();
    verdict = check.verdict();
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

  /** Returns the last version, if all were not pruned. */
  Optional<Version> last() {
    return versions.isEmpty() ? Optional.empty() : Optional.of(versions.get(versions.size() - 1));
  }

  /** Returns the names that its versions have or had, without their numbers. */
  Set<String> bases() {
    Set<String> bases = new HashSet<>();
    versions.forEach(version -> bases.add(version.name().base()));
    pruned.forEach(version -> bases.add(version.name().base()));
    return bases;
  }

  /** Returns the highest number that a version had. */
  int highest() {
    int highest = 0;
    for (Version version : versions) {
      highest = Math.max(highest, version.name().version());
    }
    for (Version version : pruned) {
      highest = Math.max(highest, version.name().version());
    }
    return highest;
  }

  /** Returns what it was when it was last looked at closely. */
  Basis basis() {
    return basis;
  }

  /** Returns what the last close look came to. */
  Verdict verdict() {
    return verdict;
  }

  /** Returns the media that the last version lacks, where they are kept in memory. */
  List<MissingMedium> missing() {
    return missing;
  }

  /** Sets the media that the last version lacks. */
  void setMissing(List<MissingMedium> media) {
    missing = media;
  }
}
