package org.researchtracker.archive;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A unit that waits for its turn: as little as can be, for on its first day an archive is behind by
 * all of them. The rest is gathered again when it is needed.
 */
final class ChangedUnit {
  /** Oldest first. */
  static final Comparator<ChangedUnit> ORDER =
      Comparator.<ChangedUnit, Instant>comparing(
              unit -> unit.started == null ? Instant.MAX : unit.started)
          .thenComparing(unit -> unit.key.text());

  private final UnitKey key;
  private final @Nullable Instant started;
  private final @Nullable List<String> executionIds;
  private final int leftOut;

  ChangedUnit(Unit unit) {
    this.key = unit.key();
    this.started = unit.started().orElse(null);
    this.executionIds = key.per() == Per.EXECUTION ? null : List.copyOf(unit.executionIds());
    this.leftOut = unit.leftOut();
  }

  UnitKey key() {
    return key;
  }

  Set<String> executionIds() {
    return executionIds == null ? Set.of(String.valueOf(key.id())) : new HashSet<>(executionIds);
  }

  /** Returns how many executions belong to it that nobody may see. */
  int leftOut() {
    return leftOut;
  }
}
