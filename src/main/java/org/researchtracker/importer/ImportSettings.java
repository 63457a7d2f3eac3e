package org.researchtracker.importer;

import java.time.ZoneId;

/**
 * How sources are read.
 *
 * @param zone the zone of times without one, for merging lists by time
 * @param inspector tells what bytes are
 * @param maxJson the most bytes of a file that is read as JSON or HTML
 * @param maxText the most bytes of a file whose text becomes an item's content
 */
public record ImportSettings(ZoneId zone, FileInspector inspector, long maxJson, long maxText) {

  /** Returns the usual limits: 256 MiB for JSON, 8 MiB for a text. */
  public static ImportSettings of(ZoneId zone, FileInspector inspector) {
    return new ImportSettings(zone, inspector, 256L << 20, 8L << 20);
  }
}
