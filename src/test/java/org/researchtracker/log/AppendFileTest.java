package org.researchtracker.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * If these fail, a full disk leaves half a line in a log, or takes away what somebody else wrote.
 */
class AppendFileTest {
  private static final int LINE = 1000;

  private FileSystem small;
  private Path log;

  /** A disk that holds nine MB, so that a larger batch is written in part. */
  @BeforeEach
  void makeDisk() throws IOException {
    small = Jimfs.newFileSystem(Configuration.unix().toBuilder().setMaxSize(9_000_000).build());
    log = small.getPath("/logs/tracker.jsonl");
    Files.createDirectories(log.getParent());
  }

  @AfterEach
  void closeDisk() throws IOException {
    small.close();
  }

  private static byte[] lines(int count) {
    return ("x".repeat(LINE - 1) + "\n").repeat(count).getBytes(UTF_8);
  }

  @Test
  void takesBackTheHalfLineThatAFullDiskLeft() throws IOException {
    byte[] text = lines(10_000);
    try (AppendFile file = AppendFile.open(log)) {
      AppendFile.Outcome outcome = file.append(text, text.length, 0);

      assertThat(outcome.failure()).isPresent();
      assertThat(outcome.length()).isPositive().isLessThan(text.length);
      assertThat(outcome.length() % LINE).isZero();
      assertThat(file.size()).contains((long) outcome.length());
      assertThat(file.heal(outcome.length())).isEqualTo(outcome.length());
    }
    assertThat(Files.readAllLines(log)).isNotEmpty().allMatch(line -> line.length() == LINE - 1);
  }

  @Test
  void leavesWhatSomebodyElseWroteMeanwhile() throws IOException {
    byte[] text = lines(10_000);
    try (AppendFile file = AppendFile.open(log)) {
      Files.writeString(log, "theirs\n");
      AppendFile.Outcome outcome = file.append(text, text.length, 0);

      long size = file.size().orElseThrow();
      assertThat(size).isGreaterThan("theirs\n".length() + outcome.length());
      assertThat(file.heal(size)).isEqualTo(size + 1);
    }
    List<String> lines = Files.readAllLines(log);
    assertThat(lines).startsWith("theirs");
    assertThat(lines.get(lines.size() - 1)).matches("x+").hasSizeLessThan(LINE - 1);
  }

  @Test
  void endsATornLineOnce() throws IOException {
    Files.writeString(log, "torn");
    try (AppendFile file = AppendFile.open(log)) {
      assertThat(file.heal(4)).isEqualTo(5);
      assertThat(file.heal(5)).isEqualTo(5);
      byte[] whole = "whole\n".getBytes(UTF_8);
      assertThat(file.append(whole, whole.length, 5))
          .isEqualTo(new AppendFile.Outcome(whole.length, java.util.Optional.empty()));
      assertThat(file.heal(11)).isEqualTo(11);
    }
    assertThat(Files.readString(log)).isEqualTo("torn\nwhole\n");
  }

  @Test
  void noticesThatItsNameLeadsElsewhere() throws IOException {
    try (AppendFile file = AppendFile.open(log)) {
      assertThat(file.size()).contains(0L);
      Files.move(log, log.resolveSibling("tracker.jsonl.1"));
      assertThat(file.size()).isEmpty();
      Files.writeString(log, "another file\n");
      assertThat(file.size()).isEmpty();
    }
  }

  @Test
  void hasTheKeyThatReadersKnowALogBy() throws IOException {
    try (AppendFile file = AppendFile.open(log)) {
      LogFile seen = LogTree.walk(List.of(log.getParent())).files().get(0);
      String key = seen.key().isEmpty() ? seen.path().toString() : seen.key();

      assertThat(file.key()).isEqualTo(key);
    }
  }
}
