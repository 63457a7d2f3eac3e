package org.researchtracker.index;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

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
  private final Supplier<Optional<Place>> next;

  Matches(long total, long returned, Consumer<Consumer<T>> source) {
    this(total, returned, source, Optional::empty);
  }

  Matches(long total, long returned, Consumer<Consumer<T>> source, Supplier<Optional<Place>> next) {
    this.total = total;
    this.returned = returned;
    this.source = source;
    this.next = next;
  }

  /**
   * Returns what is in memory already.
   *
   * @param limit how many are given at most, 0 for all
   */
  public static <T> Matches<T> of(List<T> all, long limit) {
    long returned = limit == 0 ? all.size() : Math.min(limit, all.size());
    return new Matches<>(
        all.size(), returned, action -> all.stream().limit(returned).forEach(action));
  }

  /** Returns how many there are in all. */
  public long total() {
    return total;
  }

  /** Returns how many {@link #forEach} gives, which a limit may keep below the total. */
  public long returned() {
    return returned;
  }

  /** Returns where the page ends that these are, if more come after it. */
  public Optional<Place> next() {
    return next.get();
  }

  /** Gives the findings in order. */
  public void forEach(Consumer<T> action) {
    source.accept(action);
  }

  /** Returns the same findings as something else, made one by one as they are given. */
  public <R> Matches<R> map(Function<T, R> other) {
    return new Matches<>(
        total, returned, action -> source.accept(found -> action.accept(other.apply(found))), next);
  }
}
