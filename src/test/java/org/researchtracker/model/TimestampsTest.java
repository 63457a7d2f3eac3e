package org.researchtracker.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** If these fail, executions stand at the wrong time or on the wrong day. */
class TimestampsTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest
  @CsvSource({
    "2025-11-03T14:30:21,2025-11-03T13:30:21Z",
    "2025-11-03 14:30:21,2025-11-03T13:30:21Z",
    "2025-11-03T14:30,2025-11-03T13:30:00Z",
    "2025-11-03,2025-11-02T23:00:00Z",
    "2025-11-03T14:30:21Z,2025-11-03T14:30:21Z",
    "2025-11-03T14:30:21+01:00,2025-11-03T13:30:21Z",
    "2025-11-03T14:30:21-0530,2025-11-03T20:00:21Z",
    "2025-11-03T14:30:21+01,2025-11-03T13:30:21Z",
    "2025-11-03T14:30:21.5,2025-11-03T13:30:21.500Z",
    "'2025-11-03T14:30:21,123456',2025-11-03T13:30:21.123456Z",
    "2025-11-03T14:30:21.1234567891234Z,2025-11-03T14:30:21.123456789Z",
    // The repeated hour takes the earlier offset, the skipped hour is moved forward.
    "2025-10-26T02:30:00,2025-10-26T00:30:00Z",
    "2025-03-30T02:30:00,2025-03-30T01:30:00Z"
  })
  void readsWhatPipelinesWrite(String text, String instant) {
    assertThat(Timestamps.instant(text, BERLIN)).contains(Instant.parse(instant));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "2025-13-01",
        "2025-02-30T00:00:00",
        "2025-11-03T25:00:00",
        "2025-11-03T14:30:61",
        "2025-11-03T14:30:21+25:00",
        "2025-11-03T14:30:21 +01:00",
        "2025-11-03T",
        "20251103",
        "2025-11-03T14:30:21.",
        "1762180221",
        "+12025-11-03T14:30:21Z"
      })
  void whatCannotBeReadHasNoInstant(String text) {
    assertThat(Timestamps.instant(text, BERLIN)).isEmpty();
  }

  @Test
  void writesAnOffsetAlsoForUtc() {
    Instant instant = Instant.parse("2025-11-03T13:30:21.120Z");
    assertThat(Timestamps.format(instant, BERLIN)).isEqualTo("2025-11-03T14:30:21.120+01:00");
    assertThat(Timestamps.format(instant, ZoneId.of("UTC")))
        .isEqualTo("2025-11-03T13:30:21.120+00:00");
    assertThat(Timestamps.format(Instant.parse("2025-11-03T13:30:00Z"), BERLIN))
        .isEqualTo("2025-11-03T14:30:00+01:00");
  }
}
