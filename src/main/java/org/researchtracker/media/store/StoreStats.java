package org.researchtracker.media.store;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.researchtracker.media.MissingReason;

/**
 * What a store holds.
 *
 * @param entries items of which it knows something
 * @param kept those whose bytes it has
 * @param failures those without bytes, by why the last attempt to bring them failed
 * @param content different bytes; fewer than {@code kept} where items have equal ones
 * @param partial downloads that broke off
 * @param incoming what is being written, or was when a process was killed
 * @param oldest when the first of the kept bytes came
 * @param newest when the last came
 */
public record StoreStats(
    long entries,
    long kept,
    Map<MissingReason, Long> failures,
    Files content,
    Files partial,
    Files incoming,
    Optional<Instant> oldest,
    Optional<Instant> newest) {
  /** Copies the map. */
  public StoreStats {
    failures = Map.copyOf(failures);
    Objects.requireNonNull(content, "content");
    Objects.requireNonNull(partial, "partial");
    Objects.requireNonNull(incoming, "incoming");
    Objects.requireNonNull(oldest, "oldest");
    Objects.requireNonNull(newest, "newest");
  }

  /** What a store holds that is not there. */
  public static final StoreStats NONE =
      new StoreStats(
          0, 0, Map.of(), Files.NONE, Files.NONE, Files.NONE, Optional.empty(), Optional.empty());

  /** Files, and how many bytes they have in all. */
  public record Files(long count, long bytes) {
    static final Files NONE = new Files(0, 0);

    Files plus(long size) {
      return new Files(count + 1, bytes + size);
    }
  }
}
