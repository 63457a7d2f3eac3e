package org.researchtracker.bundle.check;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.researchtracker.bundle.check.BundleReport.Layout;

/**
 * Reads the records and media of a bundle, as a ZIP or as a folder; unpacks nothing to disk. What
 * it gives is as trustworthy as the bundle: verify it first, and hold media against their digests.
 *
 * <p>For one thread.
 */
public final class BundleReader implements Closeable {
  private final BagTree tree;
  private final String payload;
  private final @Nullable ZipBytes zip;

  private BundleReader(BagTree tree, String payload, @Nullable ZipBytes zip) {
    this.tree = tree;
    this.payload = payload;
    this.zip = zip;
  }

  /**
   * Opens a bundle.
   *
   * @return empty if there are no records of this program in it
   * @throws IOException if it cannot be read at all
   */
  public static Optional<BundleReader> open(Path place) throws IOException {
    Path real = place.toRealPath();
    FaultLog log = new FaultLog(fault -> {});
    if (Files.isDirectory(real)) {
      return of(FolderScan.scan(real, log), false, log, null);
    }
    if (!Files.isRegularFile(real)) {
      throw new NoSuchFileException(place.toString(), null, "neither a file nor a folder");
    }
    ZipBytes zip = ZipBytes.open(real);
    Optional<BundleReader> reader = Optional.empty();
    try {
      reader = of(ZipScan.scan(zip, log), true, log, zip);
      return reader;
    } finally {
      if (reader.isEmpty()) {
        zip.close();
      }
    }
  }

  private static Optional<BundleReader> of(
      BagTree tree, boolean packed, FaultLog log, @Nullable ZipBytes zip) {
    if (tree.all().isEmpty()) {
      return Optional.empty();
    }
    Layout layout = BagBase.find(tree, packed, log);
    String payload = layout == Layout.BAG ? BagPaths.PAYLOAD : "";
    return tree.get(payload + BagBase.RECORDS).isPresent()
        ? Optional.of(new BundleReader(tree, payload, zip))
        : Optional.empty();
  }

  /** Opens the records, one a line. */
  public InputStream records() throws IOException {
    return file(BagBase.RECORDS).orElseThrow(() -> new NoSuchFileException(BagBase.RECORDS));
  }

  /**
   * Opens a file of the payload.
   *
   * @param path relative to the payload folder, as {@code media_path} has it
   */
  public Optional<InputStream> file(String path) throws IOException {
    Optional<BagFile> file = tree.get(payload + path);
    return file.isPresent() ? Optional.of(file.get().open()) : Optional.empty();
  }

  /** Gives the paths of all files in the bundle, relative to its own folder. */
  public void paths(Consumer<String> action) {
    tree.under("").forEach(file -> action.accept(tree.relative(file)));
  }

  @Override
  public void close() throws IOException {
    if (zip != null) {
      zip.close();
    }
  }
}
