package org.researchtracker.bundle;

import org.researchtracker.bundle.document.BundledMedium;

/**
 * Hears how far a bundle is. Called on the thread that writes; must be quick, must not throw, and
 * must not touch the bundle.
 */
public interface BundleProgress {

  /** Hears nothing. */
  BundleProgress NONE = new BundleProgress() {};

  /** What is being done. */
  enum Phase {
    /** The records are gathered. */
    RECORDS,
    /** Media are looked for and hashed, before anything can be written to a stream. */
    DIGESTS,
    /** Media are written. */
    MEDIA,
    /** Texts are written. */
    TEXTS
  }

  /**
   * Returns whether {@link #begin} shall name a total where that costs a look at every medium, as a
   * bar with the time left needs it.
   */
  default boolean wantsTotals() {
    return false;
  }

  /**
   * A phase begins.
   *
   * @param total bytes that it will handle, as far as is known now; 0 if that is not known
   */
  default void begin(Phase phase, long total) {}

  /**
   * The root folder's name is known. Of a bundle that goes to a stream, nothing was written before.
   */
  default void named(String root) {}

  /** So many more bytes were handled in this phase. */
  default void bytes(long count) {}

  /**
   * An entry was written, or would be.
   *
   * @param path in the bundle, with its root folder
   * @param size bytes, unpacked
   */
  default void entry(String path, long size) {}

  /**
   * A medium is missing.
   *
   * @param executionId the execution
   * @param medium the verdict, which names the reason
   * @param detail one clause for people, perhaps empty
   */
  default void missing(String executionId, BundledMedium medium, String detail) {}
}
