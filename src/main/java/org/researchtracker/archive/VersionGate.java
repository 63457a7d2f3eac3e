package org.researchtracker.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import org.researchtracker.bundle.BundleGate;
import org.researchtracker.bundle.check.BundleHoldings;
import org.researchtracker.model.ExecutionHead;

/**
 * Lets a version pass that holds every execution, item and medium that the last one holds, be it
 * with another content: what that one said stays in it. The last one is read, not remembered: what
 * is in the folder counts. For one bundle, one thread.
 */
final class VersionGate implements BundleGate {
  private final UnitState.Version last;
  private final Path file;
  private final Predicate<ExecutionHead> leftOut;
  private Verdict verdict = Verdict.SAME;
  private boolean gains;

  /**
   * Asks about a version after this one.
   *
   * @param file where it is
   * @param leftOut executions that may be missing: nobody may see them any more
   */
  VersionGate(UnitState.Version last, Path file, Predicate<ExecutionHead> leftOut) {
    this.last = last;
    this.file = file;
    this.leftOut = leftOut;
  }

  @Override
  public boolean admits(Candidate candidate) throws IOException {
    if (candidate.contentDigest().equals(last.facts().content())) {
      verdict = Verdict.SAME;
      return false;
    }
    BundleHoldings now = candidate.holdings();
    Optional<BundleHoldings> before = BundleHoldings.read(file, leftOut);
    if (before.isEmpty()) {
      gains = true;
      return decide(
          now.items() >= last.facts().items()
              && now.media() >= last.facts().media()
              && now.executionIds().size() >= last.facts().executions());
    }
    gains = !before.get().holdsAllOf(now);
    if (now.holdsTheSameAs(before.get())) {
      verdict = Verdict.SAME;
      return false;
    }
    return decide(now.hasInPlaceAllOf(before.get()));
  }

  private boolean decide(boolean passes) {
    verdict = passes ? Verdict.SAME : Verdict.SMALLER;
    return passes;
  }

  /** Returns why no version was made. */
  Verdict verdict() {
    return verdict;
  }

  /** Returns whether there is something in the logs that the last version does not hold. */
  boolean gains() {
    return gains;
  }
}
