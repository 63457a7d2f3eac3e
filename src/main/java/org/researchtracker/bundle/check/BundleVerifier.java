package org.researchtracker.bundle.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.researchtracker.bundle.check.BundleReport.Contents;
import org.researchtracker.bundle.check.BundleReport.Layout;
import org.researchtracker.bundle.check.Fault.Kind;

/**
 * Verifies bundles and any other BagIt bag, as a ZIP or as a folder, and names every fault that it
 * finds. Needs no log and no index; writes nothing and unpacks nothing to disk.
 *
 * <p>Made for bundles that somebody else made: whatever the bytes are, it ends, and says what is
 * wrong with them. Each file is read as a stream; memory grows with the number of files and items,
 * which have limits, and not with bytes.
 */
public final class BundleVerifier {
  private final FaultLog log;

  private BundleVerifier(Consumer<Fault> faults) {
    this.log = new FaultLog(faults);
  }

  /**
   * Verifies a ZIP or a folder.
   *
   * @param faults is told each fault as it is found
   * @throws IOException if there is no such file or it cannot be read at all
   */
  public static BundleReport verify(Path place, Consumer<Fault> faults) throws IOException {
    BundleVerifier verifier = new BundleVerifier(faults);
    Path real = place.toRealPath();
    if (Files.isDirectory(real)) {
      return verifier.check(FolderScan.scan(real, verifier.log), false);
    }
    if (!Files.isRegularFile(real)) {
      throw new NoSuchFileException(place.toString(), null, "neither a file nor a folder");
    }
    try (ZipBytes zip = ZipBytes.open(real)) {
      return verifier.check(ZipScan.scan(zip, verifier.log), true);
    }
  }

  private BundleReport check(BagTree tree, boolean packed) {
    if (packed && tree.all().isEmpty()) {
      if (log.faults() == 0) {
        log.fault(Kind.MISSING, BagDeclaration.NAME, "the ZIP is empty");
      }
      return new BundleReport(Layout.UNKNOWN, 0, 0, Optional.empty(), log.faults(), log.warnings());
    }
    Layout layout = BagBase.find(tree, packed, log);
    FileReading reading = new FileReading(tree, log);
    Optional<Contents> contents = Optional.empty();
    Optional<BagFile> declaration = tree.get(BagDeclaration.NAME);
    if (layout == Layout.BAG && declaration.isPresent()) {
      BagCheck bag = new BagCheck(tree, declaration.get(), log);
      bag.check(reading);
      if (bag.isOwn()) {
        contents = new ContentCheck(tree, BagPaths.PAYLOAD, log).check(bag.info().contentDigest());
      }
    } else {
      boolean own = layout == Layout.PLAIN || tree.get("data/" + BagBase.RECORDS).isPresent();
      tree.under("").forEach(file -> reading.read(file, own));
      if (own) {
        String payload = layout == Layout.PLAIN ? "" : BagPaths.PAYLOAD;
        contents = new ContentCheck(tree, payload, log).check(Optional.empty());
      }
    }
    return new BundleReport(
        layout, reading.files(), reading.bytes(), contents, log.faults(), log.warnings());
  }
}
