package org.researchtracker.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which stretches of time a selection takes: any of those wanted, none of those barred.
 *
 * @param wanted the stretches of which one must hold; empty if any will do
 * @param barred the stretches that must not hold
 */
public record TimeChoice(List<TimeRange> wanted, List<TimeRange> barred) {
  /** Takes everything, also what has no instant. */
  public static final TimeChoice ANY = new TimeChoice(List.of(), List.of());

  /** Copies the lists. */
  public TimeChoice {
    wanted = List.copyOf(wanted);
    barred = List.copyOf(barred);
  }

  /** Returns whether everything is taken. */
  public boolean isAny() {
    return wanted.isEmpty() && barred.isEmpty();
  }

  /**
   * Returns whether an instant is taken; what has none is taken only where no stretch is wanted.
   */
  public boolean takes(@Nullable Instant instant) {
    return (wanted.isEmpty() || wanted.stream().anyMatch(range -> range.holds(instant)))
        && barred.stream().noneMatch(range -> range.holds(instant));
  }
}
