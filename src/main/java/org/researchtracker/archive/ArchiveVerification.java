package org.researchtracker.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.researchtracker.bundle.Reasons;
import org.researchtracker.bundle.check.BundleReport;
import org.researchtracker.bundle.check.BundleVerifier;
import org.researchtracker.bundle.check.Fault;
import org.researchtracker.model.TrackerException;

/**
 * Reads an archive again: its ledger line by line, and its bundles, all or a share of them. The
 * shares of one run after another add up to all.
 */
final class ArchiveVerification {
  private final ArchiveFolder folder;
  private final ArchiveEvents events;
  private long faults;
  private long read;
  private long bytes;

  ArchiveVerification(ArchiveFolder folder, ArchiveEvents events) {
    this.folder = folder;
    this.events = events;
  }

  /**
   * Verifies.
   *
   * @param share the share of the bundles that is read, above 0 and up to 1
   */
  VerifyReport run(double share) {
    LedgerState state = new LedgerState();
    LedgerLines.Reading reading = ledger(state);
    List<UnitState.Version> all = new ArrayList<>();
    Set<String> unlisted = new TreeSet<>(folder.zips());
    for (UnitState unit : state.units().values()) {
      all.addAll(unit.versions());
      unit.pruned().forEach(version -> unlisted.remove(version.name().file()));
    }
    all.forEach(version -> unlisted.remove(version.name().file()));
    List<UnitState.Version> chosen = chosen(all, share, state.runs(Runs.VERIFY));
    long done = 0;
    for (UnitState.Version version : chosen) {
      check(version);
      events.progress(++done, chosen.size());
    }
    if (reading.fault().isEmpty()) {
      unlisted.forEach(
          file -> events.notice(file + ": is not in the ledger; the next run looks at it"));
    }
    return new VerifyReport(all.size(), read, bytes, reading.lines(), faults);
  }

  private LedgerLines.Reading ledger(LedgerState state) {
    try {
      LedgerLines.Reading reading = LedgerLines.read(folder.ledger(), state);
      reading
          .fault()
          .ifPresent(fault -> fault(String.valueOf(folder.ledger().getFileName()), fault));
      return reading;
    } catch (IOException e) {
      throw new TrackerException(
          TrackerException.Kind.FAILED,
          "the ledger " + folder.ledger() + " cannot be read: " + Reasons.of(e),
          "check its permissions",
          e);
    }
  }

  /** Which share it is depends on how often bundles were verified, so that each has its turn. */
  private static List<UnitState.Version> chosen(
      List<UnitState.Version> all, double share, long runs) {
    long turns = Math.max(1, Math.round(1 / share));
    return all.stream()
        .filter(
            version ->
                Long.remainderUnsigned(Mixing.mix(version.name().file()), turns) == runs % turns)
        .toList();
  }

  private void check(UnitState.Version version) {
    String name = version.name().file();
    Path file = folder.bundle(version.name());
    Facts facts = version.facts();
    try {
      if (!Files.exists(file)) {
        fault(name, "is not there");
        return;
      }
      read++;
      bytes += Files.size(file);
      if (!FoundBundles.sha256(file).equals(facts.sha256())) {
        fault(name, "is not the file that was written: its SHA-256 is another");
      }
      BundleReport report = BundleVerifier.verify(file, each -> tell(name, each));
      Optional<String> content = report.contents().map(BundleReport.Contents::digest);
      if (report.isSound() && !content.equals(Optional.of(facts.content()))) {
        fault(name, "holds something else than was archived");
      }
      checkBeside(name, file, facts.sha256());
    } catch (IOException e) {
      fault(name, "cannot be read: " + Reasons.of(e));
    }
  }

  private void checkBeside(String name, Path file, String sha256) throws IOException {
    Path beside = file.resolveSibling(name + ".sha256");
    if (!Files.exists(beside)) {
      fault(name + ".sha256", "is not there");
    } else if (!holds(beside, (sha256 + "  " + name + "\n").getBytes(UTF_8))) {
      fault(name + ".sha256", "is not as it was written");
    }
  }

  /** Reads no more than it has to: whatever stands there may be of any size. */
  private static boolean holds(Path file, byte[] bytes) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(bytes.length + 1), bytes);
    }
  }

  private void tell(String name, Fault fault) {
    if (!fault.warning()) {
      fault(name, fault.line());
    }
  }

  private void fault(String name, String what) {
    faults++;
    events.notice(name + ": " + what);
  }
}
