package org.researchtracker.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Where lines go when files change. If these fail, they go where nobody looks for them. */
class LogRotationTest extends AppendedLogs {
  @Test
  void goesOnInANewFileByDayAndSizeAndNeverBack() throws IOException {
    try (LogAppender log = open("p", Rotation.DAILY.upTo(200))) {
      add(log, "a");
      add(log, "a");
      add(log, "a");
      days.now = days.now.plus(Duration.ofDays(1));
      add(log, "a");
      days.now = days.now.minus(Duration.ofDays(40));
      add(log, "a");
    }

    assertThat(numbers(lines("p-2025-11-03.jsonl"), "a")).containsExactly(1L, 2L);
    assertThat(numbers(lines("p-2025-11-03.2.jsonl"), "a")).containsExactly(3L);
    assertThat(numbers(lines("p-2025-11-04.jsonl"), "a")).containsExactly(4L, 5L);
    assertThat(LogTree.walk(List.of(root)).files()).hasSize(3);
  }

  @Test
  void goesOnInTheLastFileAfterRestart() throws IOException {
    for (int i = 0; i < 3; i++) {
      try (LogAppender log = open("p", Rotation.NONE.upTo(100))) {
        add(log, "a");
        add(log, "a");
      }
    }

    assertThat(numbers(lines("p.6.jsonl"), "a")).containsExactly(6L);
  }

  @Test
  void followsAFileThatWasRenamedTruncatedOrDeleted() throws IOException {
    try (LogAppender log = open("tracker", Rotation.NONE)) {
      add(log, "a");
      Files.move(root.resolve("tracker.jsonl"), root.resolve("tracker.jsonl.1"));
      add(log, "a");
      assertThat(lines("tracker.jsonl")).containsExactly(item("a", 2));
      Files.copy(root.resolve("tracker.jsonl"), root.resolve("tracker.jsonl.2"));
      Files.write(root.resolve("tracker.jsonl"), new byte[0]);
      add(log, "a");
      assertThat(lines("tracker.jsonl")).containsExactly(item("a", 3));
      Files.delete(root.resolve("tracker.jsonl"));
      add(log, "a");
      assertThat(lines("tracker.jsonl")).containsExactly(item("a", 4));
    }
  }

  @Test
  void makesARemovedFolderAnew() throws IOException {
    try (LogAppender log = open("tracker", Rotation.NONE)) {
      add(log, "a");
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
          Files.delete(file);
        }
      }
      add(log, "a");
    }

    assertThat(lines("tracker.jsonl")).containsExactly(item("a", 2));
  }
}
