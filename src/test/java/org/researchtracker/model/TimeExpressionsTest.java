package org.researchtracker.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeExpressionsTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  /** A Wednesday, twenty past noon in Berlin. */
  private final TimeExpressions times =
      new TimeExpressions(Clock.fixed(Instant.parse("2025-11-05T11:20:00Z"), BERLIN), BERLIN);

  private TimeRange range(@Nullable String on, @Nullable String since, @Nullable String until) {
    Map<SelectionOption, List<String>> typed = new EnumMap<>(SelectionOption.class);
    put(typed, SelectionOption.ON, on);
    put(typed, SelectionOption.SINCE, since);
    put(typed, SelectionOption.UNTIL, until);
    return new SelectionWords(typed, SelectionOption::word).toSelection(times).build().time();
  }

  private static void put(
      Map<SelectionOption, List<String>> typed, SelectionOption option, @Nullable String word) {
    if (word != null) {
      typed.put(option, List.of(word));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2025-11-03, 2025-11-02T23:00:00Z",
    "2025-11-03T14:30, 2025-11-03T13:30:00Z",
    "2025-11-03 14:30:20, 2025-11-03T13:30:20Z",
    "2025-11-03T14:30:00Z, 2025-11-03T14:30:00Z",
    "2025-11-03T14:30:00-05:00, 2025-11-03T19:30:00Z",
    "today, 2025-11-04T23:00:00Z",
    "yesterday, 2025-11-03T23:00:00Z",
    "now, 2025-11-05T11:20:00Z",
    "-3d, 2025-11-02T11:20:00Z",
    "3d, 2025-11-02T11:20:00Z",
    "-12h, 2025-11-04T23:20:00Z",
    "-90m, 2025-11-05T09:50:00Z",
    "-2w, 2025-10-22T10:20:00Z",
    // The repeated hour takes the earlier offset, the skipped hour is moved forward.
    "2025-10-26T02:30, 2025-10-26T00:30:00Z",
    "2025-03-30T02:30, 2025-03-30T01:30:00Z"
  })
  void understandsPointsInTime(String text, Instant expected) {
    assertThat(range(null, text, null)).isEqualTo(new TimeRange(expected, null));
    assertThat(range(null, null, text)).isEqualTo(new TimeRange(null, expected));
  }

  @ParameterizedTest
  @CsvSource({
    "2025-11-03, 2025-11-02T23:00:00Z, 2025-11-03T23:00:00Z",
    "2025-11-03..2025-11-05, 2025-11-02T23:00:00Z, 2025-11-05T23:00:00Z",
    "yesterday..today, 2025-11-03T23:00:00Z, 2025-11-05T23:00:00Z",
    "today, 2025-11-04T23:00:00Z, 2025-11-05T23:00:00Z",
    // A day of 25 hours.
    "2025-10-26, 2025-10-25T22:00:00Z, 2025-10-26T23:00:00Z"
  })
  void understandsDaysWithBothEndsIn(String text, Instant from, Instant until) {
    assertThat(range(text, null, null)).isEqualTo(new TimeRange(from, until));
  }

  @Test
  void takesWhatAllOptionsLeave() {
    assertThat(range("2025-11-03..2025-11-05", "2025-11-04", "2025-11-04T12:00"))
        .isEqualTo(
            new TimeRange(
                Instant.parse("2025-11-03T23:00:00Z"), Instant.parse("2025-11-04T11:00:00Z")));
    assertThat(range(null, null, null)).isEqualTo(TimeRange.ALWAYS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "soon", "2025-13-01", "2025-02-30", "-3x", "03.11.2025", "2025-11-03T25:00"})
  void refusesWhatIsNoTime(String text) {
    assertThatThrownBy(() -> range(null, text, null))
        .isInstanceOfSatisfying(
            TrackerException.class,
            e -> assertThat(e.kind()).isEqualTo(TrackerException.Kind.USAGE))
        .hasMessageContaining("'" + text + "' is no time");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-3d", "2025-11-03T10:00", "2025-11-05..2025-11-03", "..", "2025-11-03.."})
  void refusesWhatIsNoDay(String text) {
    assertThatThrownBy(() -> range(text, null, null)).isInstanceOf(TrackerException.class);
  }

  @Test
  void saysWhatWasUnderstood() {
    TimeRange range = range("2025-11-03", null, null);

    assertThat(TimeExpressions.inWords(range, BERLIN))
        .isEqualTo("from 2025-11-03T00:00:00+01:00 until before 2025-11-04T00:00:00+01:00");
    assertThat(TimeExpressions.inWords(range(null, null, "today"), BERLIN))
        .isEqualTo("until before 2025-11-05T00:00:00+01:00");
  }
}
