package org.researchtracker.bundle;

import java.time.ZoneId;
import java.util.Objects;
import org.researchtracker.bundle.document.BundleDescription;
import org.researchtracker.model.JsonValue.JsonObject;

/**
 * Where a bundle comes from: the same for every bundle of one run of a command.
 *
 * @param version the tracker version
 * @param zone the zone in force
 * @param description who made it and under what terms
 * @param provenance what only the caller knows for {@code provenance.json}: the selection as
 *     understood, digests of the logs, counts of problems and of what was left out; no path, no
 *     wall clock
 */
public record BundleOrigin(
    String version, ZoneId zone, BundleDescription description, JsonObject provenance) {

  public BundleOrigin {
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(zone, "zone");
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(provenance, "provenance");
  }
}
