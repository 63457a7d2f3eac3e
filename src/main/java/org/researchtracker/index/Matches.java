package org.researchtracker.index;

import java.util.function.Consumer;

/**
 * What a question found: how much is known at once, the findings themselves come one by one, so
 * that memory does not grow with them. To be used once, on the thread that asked.
 *
 * @param <T> what was asked for
 */
public final class Matches<T> {
  private final long total;
  private final long returned;
  private final Consumer<Consumer<T>> source;

  Matches(long total, long returned, Consumer<Consumer<T>> source) {
    this.total = total;
    this.returned = returned;
    this.source = source;
  }

  /** Returns how many there are in all. */
  public long total() {
    return total;
  }

  /** Returns how many {@link #forEach} gives, which a limit may keep below the total. */
  public long returned() {
    return returned;
  }

  /** Gives the findings in order. */
  public void forEach(Consumer<T> action) {
    source.accept(action);
  }
}
