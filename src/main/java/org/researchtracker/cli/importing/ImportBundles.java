package org.researchtracker.cli.importing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.researchtracker.bundle.check.BundleReader;
import org.researchtracker.bundle.check.BundleVerifier;
import org.researchtracker.bundle.check.Fault;
import org.researchtracker.cli.session.Session;
import org.researchtracker.importer.BundleSource;
import org.researchtracker.importer.LineTarget;

/** Opens bundles for an import, each after it was verified, and a log of its own for each. */
final class ImportBundles implements BundleSource.Opener {
  private final Session session;
  private final Path root;
  private final boolean dryRun;
  private boolean damaged;

  /**
   * Prepares to open bundles.
   *
   * @param root the log root that is written to
   */
  ImportBundles(Session session, Path root, boolean dryRun) {
    this.session = session;
    this.root = root;
    this.dryRun = dryRun;
  }

  /** Returns whether a bundle was not sound. */
  boolean anyDamaged() {
    return damaged;
  }

  @Override
  public Optional<BundleSource> open(Path place) throws IOException {
    Optional<BundleReader> reader = BundleReader.open(place);
    if (reader.isEmpty()) {
      return Optional.empty();
    }
    List<Fault> faults = new ArrayList<>();
    long count =
        BundleVerifier.verify(
                place,
                fault -> {
                  if (faults.isEmpty() && !fault.warning()) {
                    faults.add(fault);
                  }
                })
            .faults();
    if (count > 0) {
      reader.get().close();
      damaged = true;
      String more = count > 1 ? ", and " + (count - 1) + " more (tracker verify)" : "";
      String first = faults.isEmpty() ? "" : faults.get(0).line();
      throw new BundleSource.DamagedException(first + more);
    }
    return Optional.of(new Opened(reader.get()));
  }

  private record Opened(BundleReader reader) implements BundleSource {
    @Override
    public InputStream records() throws IOException {
      return reader.records();
    }

    @Override
    public Optional<InputStream> medium(String path) throws IOException {
      return reader.file(path);
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }

  @Override
  public LineTarget target(String name) throws IOException {
    return dryRun ? new ImportLog.Nowhere() : ImportLog.ofBundle(session, root, name);
  }
}
