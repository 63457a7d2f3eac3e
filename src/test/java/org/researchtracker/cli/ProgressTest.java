package org.researchtracker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressTest {
  private static final long SECOND = 1_000_000_000L;

  @TempDir Path temp;
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private long now;

  private Progress progress(boolean shown) throws IOException {
    Console console =
        new CliHarness(temp).onTerminal(100).console(new ByteArrayOutputStream(), err);
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

  @Test
  void isSilentWhereTheWorkIsShort() throws IOException {
    try (Progress progress = progress(true)) {
      now = SECOND / 4;
      progress.at(1, 2);
    }

    assertThat(shown()).isEmpty();
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
