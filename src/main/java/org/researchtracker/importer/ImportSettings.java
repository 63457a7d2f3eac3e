package org.researchtracker.importer;

import java.time.ZoneId;

/**
 * How sources are read.
 *
 * @param zone the zone of times without one, for merging lists by time
 * @param inspector tells what bytes are
 * @param keeper keeps media
 * @param copiesMedia whether media of folders are kept as well; those of bundles always are
 * @param bundles opens bundles
 * @param maxJson the most bytes of a file that is read as JSON or HTML
 * @param maxText the most bytes of a file whose text becomes an item's content
 */
public record ImportSettings(
    ZoneId zone,
    FileInspector inspector,
    MediaKeeper keeper,
    boolean copiesMedia,
    BundleSource.Opener bundles,
    long maxJson,
    long maxText) {

  /** Returns the usual limits: 256 MiB for JSON, 8 MiB for a text. */
  public static ImportSettings of(
      ZoneId zone,
      FileInspector inspector,
      MediaKeeper keeper,
      boolean copiesMedia,
      BundleSource.Opener bundles) {
    return new ImportSettings(zone, inspector, keeper, copiesMedia, bundles, 256L << 20, 8L << 20);
  }
}
