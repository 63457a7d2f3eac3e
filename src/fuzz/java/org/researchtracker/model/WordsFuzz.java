package org.researchtracker.model;

import static org.researchtracker.fuzzing.Inputs.check;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.researchtracker.fuzzing.FuzzTarget;
import org.researchtracker.fuzzing.Inputs;

/** Times and words that people type or logs hold: each is understood, or refused in our words. */
final class WordsFuzz implements FuzzTarget {
  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  private static final Clock NOW =
      Clock.fixed(Instant.parse("2025-11-03T13:30:21Z"), ZoneOffset.UTC);

  @Override
  public List<byte[]> seeds() {
    return Inputs.of(
        "2025-11-03T14:30:21.123456+01:00",
        "2025-11-03 14:30",
        "2025-03-30T02:30:00",
        "2025-11-03T14:30:21,5Z",
        "2025-11-01..2025-11-03,!2025-11-02",
        "yesterday",
        "-3d",
        "-12h",
        "dada,!bauhaus",
        "execution \"broken clocks\" -flower stage*");
  }

  @Override
  public void take(byte[] input) {
    String text = Inputs.text(input);
    timestamp(text);
    TimeExpressions times = new TimeExpressions(NOW, ZONE);
    refusable(() -> times.point(text, "--since"));
    refusable(() -> times.days(List.of(text), "--on"));
    refusable(() -> Choice.parse(List.of(text)));
    TextQuery.parse(text).ifPresent(query -> check(query.matches(text), "does not find itself"));
    Nearest.of(text, List.of("config", "output-config", "item-type"), 2);
  }

  private static void timestamp(String text) {
    Optional<Instant> instant = Timestamps.instant(text, ZONE);
    Optional<Instant> other = byJava(text);
    // Java also reads what is no timestamp of the log format: years of more digits, 24:00.
    if (instant.isPresent() && other.isPresent()) {
      check(instant.equals(other), "Java reads another time");
    }
    if (instant.isPresent()) {
      int year = instant.get().atZone(ZONE).getYear();
      String written = year < 0 || year > 9999 ? "" : Timestamps.format(instant.get(), ZONE);
      check(
          written.isEmpty() || Timestamps.instant(written, ZONE).equals(instant),
          "not read back: " + written);
    }
  }

  private static Optional<Instant> byJava(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static void refusable(Runnable reading) {
    try {
      reading.run();
    } catch (TrackerException e) {
      check(!e.what().isEmpty(), "refused without a word");
    }
  }
}
