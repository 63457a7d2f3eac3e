package org.researchtracker.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.researchtracker.archive.LedgerEvent.Bundled;
import org.researchtracker.archive.LedgerEvent.Checked;
import org.researchtracker.bundle.BundleGate;
import org.researchtracker.bundle.BundleResult;
import org.researchtracker.bundle.Reasons;
import org.researchtracker.model.ExecutionHead;
import org.researchtracker.model.Selection;
import org.researchtracker.model.TrackerException;

/**
 * Looks closely at one unit after the other: makes its first bundle, or a version beside those that
 * are there, or finds that nothing is to be made; and writes down which. Not thread-safe.
 */
final class UnitArchiver {
  private final ArchiveFolder folder;
  private final Register register;
  private final FileNaming naming;
  private final FoundBundles found;
  private final BundleMaker maker;
  private final Ingredients in;
  private final Predicate<ExecutionHead> leftOut;

  UnitArchiver(
      ArchiveFolder folder,
      Register register,
      FileNaming naming,
      BundleMaker maker,
      Ingredients in,
      Predicate<ExecutionHead> leftOut) {
    this.folder = folder;
    this.register = register;
    this.naming = naming;
    this.found = new FoundBundles(folder);
    this.maker = maker;
    this.in = in;
    this.leftOut = leftOut;
  }

  /**
   * Looks at a unit.
   *
   * @param said the selection that takes just its executions
   * @throws TrackerException if its bundle cannot be made
   */
  Outcome archive(Unit unit, Selection said) {
    Basis basis = new Basis(unit.mark(), in.mediaBytes(), in.source());
    Optional<ArchivedUnit> known = register.of(unit.key());
    String base =
        known
            .map(ArchivedUnit::base)
            .orElseGet(() -> naming.claim(unit, files -> found.areOf(files, unit)));
    if (takeIn(unit, base)) {
      known = register.of(unit.key());
    }
    return known.isPresent()
        ? again(unit, said, known.get(), basis)
        : first(unit, said, base, basis);
  }

  private Outcome first(Unit unit, Selection said, String base, Basis basis) {
    VersionName name = free(base, 1);
    return made(Outcome.Kind.MADE, unit, name, basis, make(unit, said, name, BundleGate.OPEN));
  }

  private Outcome again(Unit unit, Selection said, ArchivedUnit known, Basis basis) {
    boolean gone = !Files.exists(folder.bundle(known.last().name()));
    if (gone && known.basis().isSame(basis)) {
      Optional<Outcome> again = makeAgain(unit, said, known.last(), basis);
      if (again.isPresent()) {
        return again.get();
      }
    }
    return makeVersion(unit, said, known, basis);
  }

  /**
   * Takes bundles of the unit into the ledger that a run which was killed had put in place; returns
   * whether there were any.
   */
  private boolean takeIn(Unit unit, String base) {
    List<VersionName> there = List.copyOf(naming.unlisted(base));
    boolean any = false;
    for (VersionName name : there) {
      Optional<Bundled> bundle = found.takenIn(name, unit);
      bundle.ifPresent(register::note);
      any |= bundle.isPresent();
    }
    naming.listed(base);
    return any;
  }

  /** Makes a bundle that was taken out of the folder, if the logs still give the same. */
  private Optional<Outcome> makeAgain(
      Unit unit, Selection said, UnitState.Version last, Basis basis) {
    BundleGate same = candidate -> candidate.contentDigest().equals(last.facts().content());
    BundleMaker.Made made = make(unit, said, last.name(), same);
    return made.result().skipped()
        ? Optional.empty()
        : Optional.of(made(Outcome.Kind.MADE_AGAIN, unit, last.name(), basis, made));
  }

  private Outcome makeVersion(Unit unit, Selection said, ArchivedUnit known, Basis basis) {
    UnitState.Version last = known.last();
    VersionName name = free(last.name().base(), known.highest() + 1);
    VersionGate gate = new VersionGate(last, folder.bundle(last.name()), leftOut);
    BundleMaker.Made made = make(unit, said, name, gate);
    if (!made.result().skipped()) {
      return made(Outcome.Kind.MADE, unit, name, basis, made);
    }
    boolean wasSmaller = known.verdict() == Verdict.SMALLER;
    register.note(new Checked(unit.key(), gate.verdict(), basis, made.media()));
    Outcome.Kind kind =
        gate.verdict() == Verdict.SAME
            ? Outcome.Kind.SAME
            : wasSmaller && !gate.gains() ? Outcome.Kind.STILL_SMALLER : Outcome.Kind.SMALLER;
    return new Outcome(kind, last.name().base(), Optional.empty(), last.name().version());
  }

  private BundleMaker.Made make(Unit unit, Selection said, VersionName name, BundleGate gate) {
    return maker.make(unit, said, folder.bundle(name), gate);
  }

  private Outcome made(
      Outcome.Kind kind, Unit unit, VersionName name, Basis basis, BundleMaker.Made made) {
    BundleResult result = made.result();
    Facts facts =
        new Facts(
            result.bytes(),
            sha256Beside(folder.bundle(name)),
            result.contentDigest(),
            result.executions(),
            result.items(),
            result.mediaIncluded());
    Bundled event = new Bundled(unit.key(), name, facts, basis, made.media(), false);
    register.note(event);
    return new Outcome(kind, name.base(), Optional.of(event), name.version());
  }

  /** Returns the name of a version that no file bears: nothing is ever overwritten. */
  private VersionName free(String base, int from) {
    int version = from;
    while (Files.exists(folder.bundle(new VersionName(base, version)))) {
      version++;
    }
    return new VersionName(base, version);
  }

  /** The writer has just put it there, computed while the bundle was written. */
  private static String sha256Beside(Path bundle) {
    try {
      String line =
          Files.readString(bundle.resolveSibling(bundle.getFileName() + ".sha256"), UTF_8);
      return line.substring(0, Math.max(0, line.indexOf(' ')));
    } catch (IOException e) {
      throw new TrackerException(
          TrackerException.Kind.FAILED,
          "the digest beside " + bundle + " cannot be read: " + Reasons.of(e),
          "run the command again",
          e);
    }
  }
}
