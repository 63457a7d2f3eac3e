package org.researchtracker.archive;

import java.time.ZoneId;
import org.researchtracker.bundle.BundleOptions;
import org.researchtracker.bundle.BundleOptions.MediaMetadata;
import org.researchtracker.bundle.document.BundleDescription;
import org.researchtracker.index.Catalog;
import org.researchtracker.media.MediaResolver;

/**
 * What all bundles of one run are made with.
 *
 * @param catalog what the logs say
 * @param resolver finds media
 * @param options what was asked of each bundle; its name and date apart, which each unit has
 * @param description who made them and under what terms
 * @param version the tracker version
 * @param zone the zone in force
 * @param source a digest of the log roots, by which an archive of several is told apart
 */
public record Ingredients(
    Catalog catalog,
    MediaResolver resolver,
    BundleOptions options,
    BundleDescription description,
    String version,
    ZoneId zone,
    String source) {

  /** Returns the same, but for media with these bytes, see {@link Basis}. */
  Ingredients withMediaBytes(String bytes) {
    MediaMetadata metadata =
        bytes.equals("stripped")
            ? MediaMetadata.STRIP
            : options.mediaMetadata() == MediaMetadata.STRIP
                ? MediaMetadata.EXTRACT
                : options.mediaMetadata();
    BundleOptions changed = options.withMedia(!bytes.equals("none")).withMediaMetadata(metadata);
    return new Ingredients(catalog, resolver, changed, description, version, zone, source);
  }

  /** Returns which bytes of media are asked for, see {@link Basis}. */
  String mediaBytes() {
    if (!options.media()) {
      return "none";
    }
    return options.mediaMetadata() == MediaMetadata.STRIP ? "stripped" : "whole";
  }
}
