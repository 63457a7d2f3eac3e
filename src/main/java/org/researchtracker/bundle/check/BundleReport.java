package org.researchtracker.bundle.check;

import java.util.Optional;

/**
 * What a verification came to.
 *
 * @param layout what sort of bundle it is
 * @param files how many files were read
 * @param bytes how many bytes they have
 * @param contents what a bundle of this program holds, if it is one
 * @param faults how many faults were found
 * @param warnings how many warnings were given
 */
public record BundleReport(
    Layout layout,
    long files,
    long bytes,
    Optional<Contents> contents,
    long faults,
    long warnings) {

  /** Sorts of bundles. */
  public enum Layout {
    /** A BagIt bag. */
    BAG,
    /** The payload of a bundle without its bag: nothing says what its other files should be. */
    PLAIN,
    /** Neither. */
    UNKNOWN
  }

  /**
   * What the records say.
   *
   * @param executions how many executions
   * @param items how many items
   * @param mediaIncluded how many media are in the bundle
   * @param mediaMissing how many are not
   * @param digest the content digest, lower-case hex
   */
  public record Contents(
      long executions, long items, long mediaIncluded, long mediaMissing, String digest) {}

  /** Returns whether no fault was found. */
  public boolean isSound() {
    return faults == 0;
  }
}
