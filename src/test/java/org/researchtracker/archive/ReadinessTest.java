package org.researchtracker.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** If these fail, something is archived while it still grows, or never. */
class ReadinessTest {
  @TempDir Path folder;
  private Archives archives;

  @BeforeEach
  void makeFolder() throws IOException {
    archives = new Archives(folder);
  }

  private void open(String id, String time) throws IOException {
    archives.log("a.jsonl", Archives.item(id, 1, "user_input_text", time, "\"content\":\"a\""));
  }

  private long bundlesAt(Per per, String instant) throws IOException {
    return archives.at(instant).archive(per).bundles();
  }

  @Test
  void anExecutionThatHasEndedIsReadyAtOnceAndAnOpenOneAfterAnHour() throws IOException {
    archives.execution("ended", "2025-11-03T10:00:00Z", "a.png");
    open("open", "2025-11-03T10:00:00Z");

    assertThat(bundlesAt(Per.EXECUTION, "2025-11-03T10:00:00Z")).isEqualTo(1);
    assertThat(bundlesAt(Per.EXECUTION, "2025-11-03T10:59:59Z")).isZero();
    archives.log(
        "a.jsonl", Archives.item("open", 3, "stage_transition", "2025-11-03T10:30:00Z", ""));
    assertThat(bundlesAt(Per.EXECUTION, "2025-11-03T11:00:00Z")).isZero();
    archives.log(
        "a.jsonl", Archives.item("open", 2, "stage_transition", "2025-11-03T10:40:00Z", ""));
    assertThat(bundlesAt(Per.EXECUTION, "2025-11-03T11:39:59Z")).isZero();
    assertThat(bundlesAt(Per.EXECUTION, "2025-11-03T11:40:00Z")).isEqualTo(1);
  }

  /** Where the clocks change at midnight itself, the next day begins at one o'clock, or twice. */
  @ParameterizedTest
  @CsvSource({
    // An ordinary day in Berlin, and both days of change: 23, 24 and 25 hours.
    "Europe/Berlin, 2025-11-03T12:00:00+01:00, 2025-11-03T23:00:00Z",
    "Europe/Berlin, 2025-03-30T12:00:00+02:00, 2025-03-30T22:00:00Z",
    "Europe/Berlin, 2025-10-26T12:00:00+01:00, 2025-10-26T23:00:00Z",
    // Beirut: at midnight at the end of 2025-03-29 it is one o'clock.
    "Asia/Beirut, 2025-03-29T12:00:00+02:00, 2025-03-29T22:00:00Z",
    // Beirut: at the end of 2025-10-25 midnight is eleven o'clock once more.
    "Asia/Beirut, 2025-10-25T12:00:00+03:00, 2025-10-25T22:00:00Z",
    // Azores: after midnight of 2025-10-26 it is midnight again.
    "Atlantic/Azores, 2025-10-25T12:00:00+00:00, 2025-10-26T00:00:00Z",
    "Asia/Tokyo, 2025-11-03T12:00:00+09:00, 2025-11-03T15:00:00Z",
  })
  void aDayIsReadyAnHourAfterTheNextMidnight(String zone, String time, String midnight)
      throws IOException {
    archives.zone = ZoneId.of(zone);
    archives.execution("e", time, "a.png");
    Instant ready = Instant.parse(midnight).plusSeconds(3600);

    for (Per per : new Per[] {Per.DAY, Per.CONFIG, Per.DEVICE, Per.USER}) {
      assertThat(bundlesAt(per, ready.minusSeconds(1).toString())).as(per.word()).isZero();
      assertThat(bundlesAt(per, ready.toString())).as(per.word()).isEqualTo(1);
    }
    assertThat(archives.bundles())
        .containsExactly(
            time.substring(0, 10) + ".zip",
            time.substring(0, 10) + "_dada.zip",
            time.substring(0, 10) + "_no-device.zip",
            time.substring(0, 10) + "_no-user.zip");
  }

  @Test
  void aRepeatedHourBelongsToOneDay() throws IOException {
    archives.zone = ZoneId.of("Asia/Beirut");
    archives.execution("first", "2025-10-25T23:30:00+03:00", "a.png");
    archives.execution("again", "2025-10-25T23:30:00+02:00", "a.png");
    archives.execution("next", "2025-10-26T00:30:00+02:00", "a.png");

    assertThat(bundlesAt(Per.DAY, "2025-11-01T00:00:00Z")).isEqualTo(2);
  }

  @Test
  void aSessionIsReadyOnceItIsIdleAndSettled() throws IOException {
    archives.execution("e1", "2025-11-03T22:50:00Z", "a.png");
    archives.log("a.jsonl", "{\"execution_id\":\"e1\",\"session_id\":\"s 1\"}");
    archives.execution("e2", "2025-11-03T23:20:00Z", "a.png");
    archives.log("a.jsonl", "{\"execution_id\":\"e2\",\"session_id\":\"s 1\"}");
    archives.execution("alone", "2025-11-03T10:00:00Z", "a.png");

    assertThat(bundlesAt(Per.SESSION, "2025-11-04T00:49:59Z")).isEqualTo(1);
    assertThat(archives.bundles()).containsExactly("2025-11-03_no-session.zip");
    assertThat(bundlesAt(Per.SESSION, "2025-11-04T00:50:00Z")).isEqualTo(1);
    assertThat(archives.bundles())
        .anyMatch(name -> name.matches("2025-11-03_xs-1-[0-9a-f]{8}\\.zip"));
    // It goes on after all.
    archives.execution("e3", "2025-11-04T08:00:00Z", "a.png");
    archives.log("a.jsonl", "{\"execution_id\":\"e3\",\"session_id\":\"s 1\"}");
    assertThat(bundlesAt(Per.SESSION, "2025-11-04T10:00:00Z")).isEqualTo(1);
    assertThat(archives.bundles())
        .anyMatch(name -> name.matches("2025-11-03_xs-1-[0-9a-f]{8}_v2\\.zip"));
  }

  @Test
  void aClockThatIsAheadKeepsNothingFromTheArchive() throws IOException {
    open("ahead", "2099-01-01T00:00:00Z");
    Files.setLastModifiedTime(
        archives.logs.resolve("a.jsonl"), FileTime.from(Instant.parse("2025-11-03T10:00:00Z")));

    assertThat(bundlesAt(Per.EXECUTION, "2025-11-03T10:59:59Z")).isZero();
    assertThat(bundlesAt(Per.EXECUTION, "2025-11-03T11:00:00Z")).isEqualTo(1);
    assertThat(bundlesAt(Per.DAY, "2025-11-03T23:59:59Z")).isZero();
    assertThat(bundlesAt(Per.DAY, "2025-11-04T00:00:00Z")).isEqualTo(1);
    assertThat(archives.bundles()).contains("2099-01-01.zip");
  }

  @Test
  void whatHasNoTimeIsReadyOnceItHasEndedOrItsLogIsLeftAlone() throws IOException {
    archives.log(
        "a.jsonl",
        "{\"execution_id\":\"ended\",\"sequence_number\":1,\"item_type\":\"pipeline_complete\"}");
    archives.log(
        "b.jsonl",
        "{\"execution_id\":\"open\",\"sequence_number\":1,\"item_type\":\"user_input_text\"}");
    Files.setLastModifiedTime(
        archives.logs.resolve("b.jsonl"), FileTime.from(Instant.parse("2025-11-03T10:00:00Z")));

    assertThat(bundlesAt(Per.EXECUTION, "2025-11-03T10:30:00Z")).isEqualTo(1);
    assertThat(bundlesAt(Per.EXECUTION, "2025-11-03T11:00:00Z")).isEqualTo(1);
    assertThat(archives.bundles())
        .containsExactly("no-date_no-config_ended.zip", "no-date_no-config_open.zip");
  }
}
