package org.researchtracker.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.researchtracker.archive.LedgerEvent.Bundled;
import org.researchtracker.bundle.Reasons;
import org.researchtracker.bundle.check.BundleHoldings;
import org.researchtracker.bundle.check.BundleReport;
import org.researchtracker.bundle.check.BundleVerifier;
import org.researchtracker.bundle.check.Digests;
import org.researchtracker.model.TrackerException;

/**
 * Bundles that are in the folder and not in the ledger: a run was killed after it had put one in
 * place, or the ledger was lost. They are known again by what they hold.
 */
final class FoundBundles {
  private final ArchiveFolder folder;

  FoundBundles(ArchiveFolder folder) {
    this.folder = folder;
  }

  /** Returns whether one of these files is a bundle of the unit. */
  boolean areOf(List<VersionName> files, Unit unit) {
    return files.stream().anyMatch(file -> isOf(file, unit));
  }

  private boolean isOf(VersionName file, Unit unit) {
    Optional<BundleHoldings> holdings = BundleHoldings.read(folder.bundle(file), head -> false);
    return holdings
        .filter(each -> !Collections.disjoint(each.executionIds(), Set.copyOf(unit.executionIds())))
        .isPresent();
  }

  /**
   * Returns what the ledger shall say of a file, if it is a sound bundle of the unit; its digest is
   * put beside it if that is missing.
   */
  Optional<Bundled> takenIn(VersionName name, Unit unit) {
    Path file = folder.bundle(name);
    if (!isOf(name, unit)) {
      return Optional.empty();
    }
    try {
      BundleReport report = BundleVerifier.verify(file, fault -> {});
      if (!report.isSound() || report.contents().isEmpty()) {
        return Optional.empty();
      }
      BundleReport.Contents contents = report.contents().get();
      String sha256 = sha256(file);
      Path beside = file.resolveSibling(name.file() + ".sha256");
      if (!Files.exists(beside)) {
        Files.writeString(beside, sha256 + "  " + name.file() + "\n", UTF_8);
      }
      // A run that was killed between the two renames has left it.
      Files.deleteIfExists(file.resolveSibling(name.file() + ".sha256.part"));
      Facts facts =
          new Facts(
              Files.size(file),
              sha256,
              contents.digest(),
              contents.executions(),
              contents.items(),
              contents.mediaIncluded());
      return Optional.of(new Bundled(unit.key(), name, facts, Basis.UNKNOWN, MediaNote.NONE, true));
    } catch (IOException e) {
      throw new TrackerException(
          TrackerException.Kind.FAILED,
          file + ", which the ledger does not know, cannot be read: " + Reasons.of(e),
          "check the disk, or move the file away",
          e);
    }
  }

  /** Returns the digest of a file, lower-case hex. */
  static String sha256(Path file) throws IOException {
    MessageDigest sha256 = Digests.newSha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha256)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return Digests.hex(sha256.digest());
  }
}
