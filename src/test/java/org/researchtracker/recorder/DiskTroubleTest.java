package org.researchtracker.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.researchtracker.recorder.RecorderProblem.Kind;

/** If these fail, a disk that is full, read-only or gone stops a pipeline or loses data unsaid. */
class DiskTroubleTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String TEXT = "x".repeat(1000);

  @TempDir private Path temp;
  private final List<RecorderProblem> problems = Collections.synchronizedList(new ArrayList<>());

  /** A small file system of its own, which only root can have. */
  private final class SmallDisk implements AutoCloseable {
    private final Path path = temp.resolve("disk");

    SmallDisk() throws IOException {
      Files.createDirectories(path);
      assumeTrue(
          run("mount", "-t", "tmpfs", "-o", "size=256k", "none", path.toString()),
          "only root can mount a small disk");
    }

    Path root() {
      return path.resolve("logs");
    }

    @Override
    public void close() throws IOException {
      run("umount", "-l", path.toString());
    }
  }

  private static boolean run(String... command) throws IOException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private ExecutionTracker open(Path root, int queue) {
    ExecutionTracker tracker =
        ExecutionTracker.open(root, RecorderOptions.usual().queue(queue, 64 << 20));
    tracker.addObserver(
        new RecorderObserver() {
          @Override
          public void onProblem(RecorderProblem problem) {
            problems.add(problem);
          }
        });
    return tracker;
  }

  private static void await(BooleanSupplier state) {
    long deadline = System.nanoTime() + SOON.toNanos();
    while (!state.getAsBoolean()) {
      assertThat(System.nanoTime() - deadline).isNegative();
      LockSupport.parkNanos(1_000_000);
    }
  }

  private boolean told(Kind kind) {
    synchronized (problems) {
      return problems.stream().anyMatch(problem -> problem.kind() == kind);
    }
  }

  @Test
  void waitsForRoomOnAFullDisk() throws Exception {
    try (SmallDisk disk = new SmallDisk()) {
      Files.write(disk.path.resolve("ballast"), new byte[150_000]);
      ExecutionTracker tracker = open(disk.root(), 10_000);
      ExecutionScope run = tracker.start(ExecutionStart.of("x").id("a"));
      for (int i = 0; i < 140; i++) {
        run.userInputText(TEXT);
      }
      await(() -> tracker.stats().troubles() > 1);
      long before = tracker.stats().written();
      assertThat(before).isBetween(10L, 139L);
      assertThat(Recorded.in(disk.root()).unreadable()).isEmpty();
      assertThat(told(Kind.TROUBLE)).isTrue();

      Files.delete(disk.path.resolve("ballast"));
      run.complete();

      assertThat(tracker.close(SOON)).isTrue();
      Recorded recorded = Recorded.in(disk.root());
      assertThat(recorded.unreadable()).isEmpty();
      assertThat(recorded.numbers("a")).isEqualTo(LongStream.rangeClosed(1, 142).boxed().toList());
      assertThat(recorded.droppedItems("a")).isZero();
    }
  }

  @Test
  void saysWhatAFullDiskCost() throws Exception {
    try (SmallDisk disk = new SmallDisk()) {
      ExecutionTracker tracker = open(disk.root(), 100);
      ExecutionScope run = tracker.start(ExecutionStart.of("x").id("a"));
      for (int i = 0; i < 1000; i++) {
        run.userInputText(TEXT);
        if (i % 50 == 0) {
          LockSupport.parkNanos(1_000_000);
        }
      }
      run.complete();
      assertThat(tracker.close(Duration.ofMillis(300))).isFalse();
      await(() -> tracker.stats().pending() == 0);

      RecorderStats stats = tracker.stats();
      assertThat(stats.accepted() + stats.dropped()).isEqualTo(1002);
      assertThat(stats.failed()).isPositive();
      assertThat(stats.dropped()).isPositive();
      await(() -> told(Kind.FAILED) && told(Kind.DROPPED));
      Recorded recorded = Recorded.in(disk.root());
      assertThat(recorded.unreadable()).isEmpty();
      assertThat(recorded.of("a")).hasSize((int) stats.written());
    }
  }

  @Test
  void startsOnADiskThatIsFullAlready() throws Exception {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.isWritable(full), "no /dev/full here");
    Path root = Files.createDirectories(temp.resolve("logs"));
    Path link = root.resolve("own.jsonl");
    Files.createSymbolicLink(link, full);
    ExecutionTracker tracker =
        ExecutionTracker.open(
            root,
            RecorderOptions.usual().logName("own").rotation(org.researchtracker.log.Rotation.NONE));
    tracker.start(ExecutionStart.of("x").id("a")).complete();
    await(() -> tracker.stats().troubles() > 0);
    Files.delete(link);

    assertThat(tracker.close(SOON)).isTrue();
    assertThat(Recorded.in(root).numbers("a")).containsExactly(1L, 2L);
  }

  @Test
  void waitsForAFolderThatCannotBeWritten() throws Exception {
    Path file = Files.writeString(temp.resolve("logs"), "no folder");
    ExecutionTracker tracker = open(file.resolve("below"), 100);
    ExecutionScope run = tracker.start(ExecutionStart.of("x").id("a"));
    for (int i = 0; i < 500; i++) {
      run.userInputText("t" + i);
    }
    await(() -> tracker.stats().troubles() > 0);
    // What the writer holds already has left the queue.
    long dropped = tracker.stats().dropped();
    assertThat(dropped).isBetween(1L, 401L);
    Files.delete(file);
    await(() -> tracker.stats().pending() == 0);
    run.complete();

    assertThat(tracker.close(SOON)).isTrue();
    Recorded recorded = Recorded.in(temp.resolve("logs"));
    assertThat(recorded.numbers("a"))
        .isEqualTo(LongStream.rangeClosed(1, 502 - dropped).boxed().toList());
    assertThat(recorded.droppedItems("a")).isEqualTo(dropped);
  }

  @Test
  void waitsForADiskThatIsReadOnly() throws Exception {
    try (SmallDisk disk = new SmallDisk()) {
      assertThat(run("mount", "-o", "remount,ro", disk.path.toString())).isTrue();
      ExecutionTracker tracker = open(disk.root(), 100);
      tracker.start(ExecutionStart.of("x").id("a")).complete();
      await(() -> tracker.stats().troubles() > 0);
      assertThat(run("mount", "-o", "remount,rw", disk.path.toString())).isTrue();

      assertThat(tracker.close(SOON)).isTrue();
      assertThat(Recorded.in(disk.root()).numbers("a")).containsExactly(1L, 2L);
    }
  }

  @Test
  void makesARemovedFolderAnew() throws Exception {
    Path root = temp.resolve("logs");
    ExecutionTracker tracker = open(root, 100);
    ExecutionScope run = tracker.start(ExecutionStart.of("x").id("a"));
    for (int i = 0; i < 5; i++) {
      run.userInputText("before");
      assertThat(tracker.flush(SOON)).isTrue();
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
          Files.delete(file);
        }
      }
    }
    run.userInputText("after");
    run.complete();

    assertThat(tracker.close(SOON)).isTrue();
    assertThat(Recorded.in(root).numbers("a")).containsExactly(7L, 8L);
  }

  @Test
  void saysWhatWasLostOfAnExecutionThatNeverEnded() throws Exception {
    Path file = Files.writeString(temp.resolve("logs"), "no folder");
    ExecutionTracker tracker = open(file, 2);
    ExecutionScope run = tracker.start(ExecutionStart.of("x").id("a"));
    for (int i = 0; i < 10; i++) {
      run.userInputText("t" + i);
    }
    await(() -> tracker.stats().troubles() > 0);
    Files.delete(file);

    assertThat(tracker.close(SOON)).isTrue();
    long dropped = tracker.stats().dropped();
    assertThat(dropped).isPositive();
    assertThat(Recorded.in(temp.resolve("logs")).droppedItems("a")).isEqualTo(dropped);
  }
}
