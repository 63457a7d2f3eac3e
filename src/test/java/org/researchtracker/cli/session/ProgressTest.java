package org.researchtracker.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.researchtracker.cli.CliHarness;
import org.researchtracker.cli.terminal.Console;

class ProgressTest {
  private static final long SECOND = 1_000_000_000L;

  @TempDir Path temp;
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private long now;

  private Progress progress(boolean shown) throws IOException {
    return progress(shown, 100);
  }

  private Progress progress(boolean shown, int columns) throws IOException {
    Console console =
        new CliHarness(temp).onTerminal(columns).console(new ByteArrayOutputStream(), err);
    return new Progress(console, "reading logs", () -> now, shown);
  }

  private String shown() {
    return err.toString(StandardCharsets.UTF_8).replace("\r\u001b[K", "<");
  }

  @Test
  void showsRateAndTimeLeft() throws IOException {
    try (Progress progress = progress(true)) {
      now = 2 * SECOND;
      progress.at(64L << 20, 256L << 20);
    }

    assertThat(shown())
        .isEqualTo(
            "<reading logs  25% [######------------------] 64 MiB of 256 MiB, 32 MiB/s, 0:06 left<");
  }

  /** If this fails, work of a minute begins with "144:26:00 left". */
  @Test
  void promisesNothingBeforeItsSpeedIsKnown() throws IOException {
    try (Progress progress = progress(true)) {
      now = 2 * SECOND;
      progress.at(1L << 10, 256L << 20);
    }

    assertThat(shown())
        .isEqualTo("<reading logs   0% [------------------------] 1.0 KiB of 256 MiB<");
  }

  @Test
  void isSilentWhereTheWorkIsShort() throws IOException {
    try (Progress progress = progress(true)) {
      now = SECOND / 4;
      progress.at(1, 2);
    }

    assertThat(shown()).isEmpty();
  }

  /** The second half of something short would only flicker. */
  @Test
  void isSilentWhereTheWorkIsNearlyDone() throws IOException {
    try (Progress progress = progress(true)) {
      now = SECOND;
      progress.at(9, 10);
      assertThat(shown()).isEmpty();
      progress.at(1 << 10, 1 << 20);
    }

    assertThat(shown()).isEmpty();
  }

  @Test
  void saysHowMuchWhereNobodyKnowsOfHowMuch() throws IOException {
    try (Progress progress = progress(true)) {
      now = SECOND;
      progress.at(1 << 20, 0);
      assertThat(shown()).isEmpty();
      now = 4 * SECOND;
      progress.at(8 << 20, 0);
    }

    assertThat(shown()).isEqualTo("<reading logs 8.0 MiB, 2.0 MiB/s<");
  }

  @Test
  void keepsTheTimeLeftInANarrowTerminal() throws IOException {
    try (Progress progress = progress(true, 64)) {
      now = 2 * SECOND;
      progress.at(64L << 20, 256L << 20);
    }

    assertThat(shown())
        .isEqualTo("<reading logs  25% [#---] 64 MiB of 256 MiB, 32 MiB/s, 0:06 left<");
  }

  @Test
  void isSilentWhereNobodyLooks() throws IOException {
    try (Progress progress = progress(false)) {
      now = 10 * SECOND;
      progress.at(1, 2);
    }

    assertThat(shown()).isEmpty();
  }

  @Test
  void drawsNoMoreOftenThanTheEyeSees() throws IOException {
    try (Progress progress = progress(true)) {
      now = SECOND;
      progress.at(1, 4);
      progress.at(2, 4);
      now += SECOND / 5;
      progress.at(3, 4);
    }

    assertThat(shown()).contains(" 25% ").doesNotContain(" 50% ").contains(" 75% ");
  }
}
