package org.researchtracker.bundle;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.researchtracker.media.MissingReason;

/**
 * What was written, or would be.
 *
 * @param path the target; nothing for a stream or a plan
 * @param name the root folder
 * @param skipped whether an existing target held the same already and was left
 * @param executions how many
 * @param items how many
 * @param mediaIncluded how many
 * @param mediaMissing how many by reason; those left out on purpose are not here
 * @param mediaLeftOut whether media were left out on purpose
 * @param entries files in the bundle
 * @param bytes size of the ZIP; of a folder or a plan, the bytes of its files
 * @param contentDigest what says whether two bundles hold the same: SHA-256, lower-case hex
 */
public record BundleResult(
    Optional<Path> path,
    String name,
    boolean skipped,
    long executions,
    long items,
    long mediaIncluded,
    Map<MissingReason, Long> mediaMissing,
    boolean mediaLeftOut,
    long entries,
    long bytes,
    String contentDigest) {

  /** Copies the counts. */
  public BundleResult {
    // Map.copyOf would iterate in another order in every run.
    mediaMissing = Collections.unmodifiableMap(new LinkedHashMap<>(mediaMissing));
  }

  /** Returns how many media are missing. */
  public long missing() {
    return mediaMissing.values().stream().mapToLong(Long::longValue).sum();
  }
}
