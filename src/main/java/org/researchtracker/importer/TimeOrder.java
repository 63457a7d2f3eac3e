package org.researchtracker.importer;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.researchtracker.model.Timestamps;

/**
 * Merges two lists, each in its own order, by time. Within a list time never goes back: in the hour
 * that autumn repeats a time that seems to is taken for the second passage, and whatever has no
 * time or an earlier one stays behind its predecessor.
 */
final class TimeOrder {

  private TimeOrder() {}

  /** Merges; of two at the same time the first list's comes first. */
  static <T> List<T> merge(
      List<T> first, List<T> second, Function<T, @Nullable String> time, ZoneId zone) {
    List<Instant> firstTimes = rising(first, time, zone);
    List<Instant> secondTimes = rising(second, time, zone);
    List<T> merged = new ArrayList<>(first.size() + second.size());
    int i = 0;
    int j = 0;
    while (i < first.size() || j < second.size()) {
      boolean takesFirst =
          j == second.size()
              || (i < first.size() && !firstTimes.get(i).isAfter(secondTimes.get(j)));
      merged.add(takesFirst ? first.get(i++) : second.get(j++));
    }
    return merged;
  }

  private static <T> List<Instant> rising(
      List<T> list, Function<T, @Nullable String> time, ZoneId zone) {
    List<Instant> times = new ArrayList<>(list.size());
    Instant last = Instant.MIN;
    for (T element : list) {
      Optional<Timestamps.Parsed> parsed = Timestamps.parse(time.apply(element), zone);
      if (parsed.isPresent()) {
        Instant instant = parsed.get().instant();
        if (instant.isBefore(last) && !parsed.get().zoned()) {
          instant = ZonedDateTime.ofInstant(instant, zone).withLaterOffsetAtOverlap().toInstant();
        }
        last = instant.isBefore(last) ? last : instant;
      }
      times.add(last);
    }
    return times;
  }
}
