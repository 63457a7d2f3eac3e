package org.researchtracker.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * If these fail, answers are still right, but a night's rotation costs another reading of all logs.
 */
class NothingReadTwiceTest {
  @TempDir Path folder;
  private Path logs;
  private Path index;
  private long bytes;

  private final IndexEvents counting =
      new IndexEvents() {
        @Override
        public void notice(String line) {}

        @Override
        public void progress(long doneBytes, long totalBytes) {
          bytes = doneBytes;
        }
      };

  @BeforeEach
  void readFirst() throws IOException {
    logs = Files.createDirectories(folder.resolve("logs"));
    index = folder.resolve("index.db");
    write("a.jsonl", lines("a", 200));
    write("b.jsonl", lines("b", 150));
    assertThat(read()).isEqualTo(size("a.jsonl") + size("b.jsonl"));
  }

  private static String lines(String id, int count) {
    StringBuilder lines = new StringBuilder();
    for (int number = 1; number <= count; number++) {
      lines.append(
          "{\"execution_id\":\"%s-%d\",\"sequence_number\":%d,\"item_type\":\"user_input_text\"}%n"
              .formatted(id, number / 10, number));
    }
    return lines.toString();
  }

  private void write(String name, String text) throws IOException {
    Files.createDirectories(logs.resolve(name).getParent());
    Files.writeString(
        logs.resolve(name), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private long size(String name) throws IOException {
    return Files.size(logs.resolve(name));
  }

  private void move(String from, String to) throws IOException {
    Files.createDirectories(logs.resolve(to).getParent());
    Files.move(logs.resolve(from), logs.resolve(to));
  }

  /** Leaves another file with the same bytes, as a copy from another disk does. */
  private void copy(String from, String to) throws IOException {
    write(to, Files.readString(logs.resolve(from)));
  }

  /**
   * Catches up; returns the bytes that were read as lines. The answers are those of a new index.
   */
  private long read() throws IOException {
    bytes = 0;
    String answers;
    try (LogIndex caughtUp = LogIndex.open(Indexes.settings(index, logs), counting)) {
      caughtUp.refresh();
      answers = Indexes.answers(caughtUp.catalog());
    }
    Path other = Files.createTempDirectory(folder, "other").resolve("index.db");
    try (LogIndex fresh = Indexes.fresh(other, logs)) {
      assertThat(answers).isEqualTo(Indexes.answers(fresh.catalog()));
    }
    return bytes;
  }

  @Test
  void whatHasNotChangedIsNotRead() throws IOException {
    assertThat(read()).isZero();
  }

  @Test
  void whatWasOnlyTouchedIsNotRead() throws IOException {
    Files.setLastModifiedTime(
        logs.resolve("a.jsonl"), FileTime.from(Instant.parse("2025-01-01T00:00:00Z")));

    assertThat(read()).isZero();
  }

  @Test
  void ofWhatHasGrownTheNewLinesAreRead() throws IOException {
    String more = lines("more", 3);
    write("a.jsonl", more);

    assertThat(read()).isEqualTo(more.length());
  }

  @Test
  void aLogThatWasRenamedIsKnownAndWhatTookItsNameIsRead() throws IOException {
    move("a.jsonl", "old/a.jsonl.1");
    String more = lines("more", 3);
    write("a.jsonl", more);

    assertThat(read()).isEqualTo(more.length());
  }

  @Test
  void logsThatChangedTheirNamesAmongEachOtherAreKnown() throws IOException {
    move("a.jsonl", "c.jsonl");
    move("b.jsonl", "a.jsonl");
    move("c.jsonl", "b.jsonl");

    assertThat(read()).isZero();
  }

  @Test
  void whatWasRenamedAndGrownIsReadFromWhereItEnded() throws IOException {
    move("a.jsonl", "a-2025.jsonl");
    String more = lines("more", 3);
    write("a-2025.jsonl", more);

    assertThat(read()).isEqualTo(more.length());
  }

  @Test
  void aLogThatWasCopiedAndCutOffIsKnownInItsCopy() throws IOException {
    copy("a.jsonl", "a.jsonl.1");
    String more = lines("more", 3);
    Files.writeString(logs.resolve("a.jsonl"), more);

    assertThat(read()).isEqualTo(more.length());
  }

  @Test
  void aLogThatWasCopiedElsewhereAndDeletedIsKnownInItsCopy() throws IOException {
    copy("a.jsonl", "other/a.jsonl");
    Files.delete(logs.resolve("a.jsonl"));

    assertThat(read()).isZero();
  }

  @Test
  void whereOneTextBeginsWithAnotherTheLongerOneIsFoundAgain() throws IOException {
    write("short.jsonl", lines("s", 20));
    write("long.jsonl", lines("s", 90));
    read();
    copy("long.jsonl", "moved/long.jsonl");
    Files.delete(logs.resolve("short.jsonl"));
    Files.delete(logs.resolve("long.jsonl"));

    assertThat(read()).isZero();
  }

  @Test
  void aCopyIsNotReadNeitherWhenItsOriginalLeaves() throws IOException {
    copy("a.jsonl", "z-copy.jsonl");
    assertThat(read()).isZero();

    Files.delete(logs.resolve("a.jsonl"));
    assertThat(read()).isZero();
  }

  @Test
  void aCopyIsReadOnceItGrowsByItself() throws IOException {
    copy("a.jsonl", "z-copy.jsonl");
    read();
    String more = lines("more", 3);
    write("z-copy.jsonl", more);

    assertThat(read()).isEqualTo(size("z-copy.jsonl"));
  }
}
