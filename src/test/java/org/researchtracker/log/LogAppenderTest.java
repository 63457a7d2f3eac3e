package org.researchtracker.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** If these fail, a log loses lines, holds half ones, or gives one number to two items. */
class LogAppenderTest extends AppendedLogs {
  private static List<Long> oneTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  @Test
  void appendsWholeLinesAndCountsOnAfterRestart() throws IOException {
    try (LogAppender log = open("tracker", Rotation.NONE)) {
      add(log, "a");
      add(log, "b");
      assertThat(add(log, "a").lines()).isEqualTo(1);
      log.sync();
    }
    try (LogAppender log = open("tracker", Rotation.NONE)) {
      add(log, "a");
    }

    assertThat(lines("tracker.jsonl"))
        .containsExactly(item("a", 1), item("b", 1), item("a", 2), item("a", 3));
  }

  @Test
  void countsOnAfterWhatOtherLogsOfTheRootHold() throws IOException {
    Files.createDirectories(root.resolve("old"));
    Files.writeString(root.resolve("old/x.jsonl.1"), item("a", 41) + "\r\nno json\n");
    Files.writeString(
        root.resolve("records.jsonl"),
        "{\"execution_id\":\"r\",\"items\":[{\"seq\":7,\"item_type\":\"output_image\"}]}\n");

    try (LogAppender log = open("tracker", Rotation.DAILY)) {
      add(log, "a");
      add(log, "r");
    }

    assertThat(lines("tracker-2025-11-03.jsonl")).containsExactly(item("a", 42), item("r", 8));
  }

  @Test
  void knowsAnExecutionThatHasHeadDataOnly() throws IOException {
    try (LogAppender log = open("tracker", Rotation.NONE)) {
      log.append(
          WAIT,
          batch -> {
            assertThat(batch.highest("a")).isEqualTo(-1);
            batch.line("{\"execution_id\":\"a\"}");
            batch.taken("a", 0);
          });
    }
    try (LogAppender log = open("other", Rotation.NONE)) {
      log.append(WAIT, batch -> assertThat(batch.highest("a")).isZero());
    }
  }

  @Test
  void endsATornLineFirst() throws IOException {
    Files.createDirectories(root);
    Files.writeString(
        root.resolve("tracker.jsonl"), item("a", 1) + "\n{\"execution_id\":\"a\",\"se");

    try (LogAppender log = open("tracker", Rotation.NONE)) {
      add(log, "a");
    }

    assertThat(lines("tracker.jsonl"))
        .containsExactly(item("a", 1), "{\"execution_id\":\"a\",\"se", item("a", 2));
  }

  /** A process may die between a line and its line end; the number of that line is taken. */
  @Test
  void countsALineThatOnlyItsEndWasMissing() throws IOException {
    Files.createDirectories(root);
    Files.writeString(root.resolve("tracker.jsonl"), item("a", 5));

    try (LogAppender log = open("tracker", Rotation.NONE)) {
      add(log, "a");
    }

    assertThat(lines("tracker.jsonl")).containsExactly(item("a", 5), item("a", 6));
  }

  @Test
  void noticesWhatOthersAppendedMeanwhile() throws IOException {
    try (LogAppender log = open("tracker", Rotation.NONE)) {
      add(log, "a");
      Files.writeString(
          root.resolve("tracker.jsonl"), item("a", 9) + "\n{torn", StandardOpenOption.APPEND);
      add(log, "a");
    }

    assertThat(numbers(lines("tracker.jsonl"), "a")).containsExactly(1L, 9L, 10L);
    assertThat(lines("tracker.jsonl")).contains("{torn");
  }

  @Test
  void neverGivesANumberTwiceToSeveralWriters() throws Exception {
    int each = 300;
    ExecutorService threads = Executors.newFixedThreadPool(6);
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      // Three write to one log, three have each their own.
      String name = i < 3 ? "tracker" : "own-" + i;
      running.add(
          threads.submit(
              () -> {
                try (LogAppender log = open(name, Rotation.NONE)) {
                  for (int n = 0; n < each; n++) {
                    add(log, "shared");
                  }
                }
                return null;
              }));
    }
    for (Future<?> future : running) {
      future.get();
    }
    threads.shutdown();

    List<Long> numbers = new ArrayList<>();
    try (Stream<Path> files = Files.list(root)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".jsonl")).toList()) {
        numbers.addAll(numbers(Files.readAllLines(file), "shared"));
      }
    }
    assertThat(numbers).containsExactlyInAnyOrderElementsOf(oneTo(6L * each));
  }

  @Test
  void waitsForTheLockOnlySoLong() throws IOException {
    try (LogAppender first = open("tracker", Rotation.NONE);
        LogAppender second = open("tracker", Rotation.NONE)) {
      first.append(
          WAIT,
          batch ->
              assertThatThrownBy(
                      () -> {
                        ExecutorService other = Executors.newSingleThreadExecutor();
                        try {
                          other
                              .submit(() -> second.append(Duration.ofMillis(20), b -> b.line("{}")))
                              .get();
                        } finally {
                          other.shutdown();
                        }
                      })
                  .hasCauseInstanceOf(LogLockedException.class));
      assertThat(second.append(WAIT, b -> b.line(item("a", 1))).lines()).isEqualTo(1);
    }
  }

  /** The file stays the same one, because whoever waits for the lock has it open. */
  @Test
  void locksAFileThatStays() throws IOException {
    try (LogAppender log = open("own", Rotation.DAILY)) {
      add(log, "a");
    }

    try (FileChannel lock = FileChannel.open(root.resolve("own.lock"), StandardOpenOption.WRITE);
        FileLock held = lock.lock();
        LogAppender log = open("own", Rotation.DAILY)) {
      assertThat(held.isValid()).isTrue();
      assertThatThrownBy(() -> log.append(Duration.ofMillis(20), b -> b.line(item("a", 2))))
          .isInstanceOf(LogLockedException.class);
    }
  }

  /** A full disk, as the system has one to try with. */
  @Test
  void tellsThatNothingCouldBeWritten() throws IOException {
    Path full = Path.of("/dev/full");
    org.junit.jupiter.api.Assumptions.assumeTrue(Files.isWritable(full), "no /dev/full here");
    Files.createDirectories(root);
    Files.createSymbolicLink(root.resolve("tracker.jsonl"), full);

    try (LogAppender log = open("tracker", Rotation.NONE)) {
      LogAppender.Appended appended = add(log, "a");
      assertThat(appended.lines()).isZero();
      assertThat(appended.failure()).isPresent();
      Files.delete(root.resolve("tracker.jsonl"));
      assertThat(add(log, "a").failure()).isEmpty();
    }

    assertThat(lines("tracker.jsonl")).containsExactly(item("a", 1));
  }

  /** The numbers of lines that found no room are given again, those of the others never. */
  @Test
  void countsOnAfterTheLinesThatAFullDiskTook() throws IOException {
    try (FileSystem small =
        Jimfs.newFileSystem(Configuration.unix().toBuilder().setMaxSize(9_000_000).build())) {
      root = small.getPath("/logs");
      try (LogAppender log = open("tracker", Rotation.NONE)) {
        add(log, "a");
        LogAppender.Appended part =
            log.append(
                WAIT,
                batch -> {
                  for (int i = 0; i < 130_000; i++) {
                    batch.line(item("a", batch.next("a")));
                  }
                });
        assertThat(part.failure()).isPresent();
        assertThat(part.lines()).isBetween(1, 129_999);

        assertThat(add(log, "a").failure()).isEmpty();
        assertThat(numbers(lines("tracker.jsonl"), "a")).isEqualTo(oneTo(2L + part.lines()));
      }
    }
  }

  /** A process that records for weeks opens many. */
  @Test
  void letsGoOfItsFiles() throws IOException {
    Path open = Path.of("/proc/self/fd");
    org.junit.jupiter.api.Assumptions.assumeTrue(Files.isDirectory(open), "no /proc here");
    for (int i = 0; i < 100; i++) {
      try (LogAppender log = open("name" + i, Rotation.NONE)) {
        add(log, "a");
      }
    }

    try (Stream<Path> files = Files.list(open)) {
      assertThat(files.map(LogAppenderTest::target).filter(path -> path.startsWith(root)))
          .isEmpty();
    }
  }

  private static Path target(Path link) {
    try {
      return Files.readSymbolicLink(link);
    } catch (IOException e) {
      // Closed since the folder was listed.
      return link;
    }
  }

  /** A log that left takes no number back, which also shows that what was read is remembered. */
  @Test
  void remembersWhatItReadInALargeRoot() throws IOException {
    Files.createDirectories(root);
    StringBuilder many = new StringBuilder();
    for (int i = 1; i <= 3000; i++) {
      many.append(item("e" + i, i)).append('\n');
    }
    Files.writeString(root.resolve("large.jsonl"), many);
    try (LogAppender log = open("tracker", Rotation.NONE)) {
      add(log, "e7");
    }
    assertThat(root.resolve(NumberBook.NAME)).exists();
    Files.delete(root.resolve("large.jsonl"));

    try (LogAppender log = open("tracker", Rotation.NONE)) {
      add(log, "e3000");
      add(log, "e7");
      add(log, "new");
    }

    assertThat(lines("tracker.jsonl"))
        .containsExactly(item("e7", 8), item("e3000", 3001), item("e7", 9), item("new", 1));
  }

  @Test
  void readsTheLogsAgainWhereTheMemoryIsDamaged() throws IOException {
    remembersWhatItReadInALargeRoot();
    Path book = root.resolve(NumberBook.NAME);
    byte[] bytes = Files.readAllBytes(book);
    for (int damage : new int[] {0, 12, 21, 60}) {
      byte[] damaged = bytes.clone();
      damaged[damage] ^= 0x55;
      Files.write(book, damaged);
      try (LogAppender log = open("tracker", Rotation.NONE)) {
        log.append(WAIT, batch -> assertThat(batch.highest("e7")).isEqualTo(9));
      }
    }
    Files.write(book, java.util.Arrays.copyOf(bytes, 100));
    try (LogAppender log = open("tracker", Rotation.NONE)) {
      log.append(WAIT, batch -> assertThat(batch.highest("e7")).isEqualTo(9));
    }
  }

  @Test
  void refusesLinesThatAreSeveralAndNamesThatLeaveTheRoot() throws IOException {
    try (LogAppender log = open("tracker", Rotation.NONE)) {
      assertThatThrownBy(() -> log.append(WAIT, batch -> batch.line("{}\n{}")))
          .isInstanceOf(IllegalArgumentException.class);
      add(log, "a");
    }
    assertThat(lines("tracker.jsonl")).hasSize(1);
    for (String name : List.of("", ".x", "a/b", "../a", "a\nb", "x".repeat(101))) {
      assertThatThrownBy(() -> open(name, Rotation.NONE))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void worksOnAnyFileSystem() throws IOException {
    try (FileSystem memory = Jimfs.newFileSystem(Configuration.windows())) {
      root = memory.getPath("C:\\logs");
      try (LogAppender log = open("tracker", Rotation.DAILY)) {
        add(log, "a");
        add(log, "a");
      }
      assertThat(numbers(lines("tracker-2025-11-03.jsonl"), "a")).containsExactly(1L, 2L);
    }
  }
}
