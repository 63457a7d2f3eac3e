package org.researchtracker.importer;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/** A bundle that was verified, opened by whoever knows bundles. */
public interface BundleSource extends Closeable {

  /** Opens the records, one a line. */
  InputStream records() throws IOException;

  /**
   * Opens a medium.
   *
   * @param path as {@code media_path} has it
   */
  Optional<InputStream> medium(String path) throws IOException;

  /** Opens bundles. */
  interface Opener {

    /**
     * Opens a bundle after verifying it.
     *
     * @param place a ZIP, or a folder
     * @return empty if it is no bundle
     * @throws DamagedException if it is one, and is not sound
     * @throws IOException if it cannot be read
     */
    Optional<BundleSource> open(Path place) throws IOException;

    /**
     * Opens a log of its own for the lines of a bundle.
     *
     * @param name the bundle's file name
     */
    LineTarget target(String name) throws IOException;
  }

  /** A bundle that is not sound. */
  final class DamagedException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Says what is wrong with it. */
    public DamagedException(String fault) {
      super(fault);
    }
  }
}
