package org.researchtracker.recorder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.researchtracker.model.ExecutionItem;

/**
 * Processes that end in every way. If this fails, a power cut or a kill costs more than what was on
 * its way. {@code mvn -Preliability test} has the full number of kills.
 */
class CrashTest {
  private static final int KILLS = Integer.getInteger("recorder.kills", 4);
  private static final String CLASSES = System.getProperty("java.class.path");

  @TempDir private Path root;

  @Test
  void keepsWhatWasSyncedWhenItIsKilled() throws Exception {
    Random random = new Random(20251103);
    Map<String, Long> synced = new HashMap<>();
    for (int kill = 0; kill < KILLS; kill++) {
      Process child = Child.start(CLASSES, "endless", root);
      try (BufferedReader said = child.inputReader(UTF_8)) {
        // Every other one while it starts, which is when it looks for numbers and heals the log.
        if (kill % 2 == 0) {
          note(said.readLine(), synced);
          LockSupport.parkNanos(random.nextInt(60_000_000));
        } else {
          LockSupport.parkNanos(random.nextInt(400_000_000));
        }
        child.toHandle().destroyForcibly();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
          note(line, synced);
        }
      }
      assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
      check(synced, kill + 1);
    }
    assertThat(synced).hasSizeGreaterThanOrEqualTo(KILLS / 2);
  }

  private static void note(String line, Map<String, Long> synced) {
    String[] words = line.split(" ", -1);
    // The last line may have been cut off by the kill as well.
    if (words.length == 2 && words[1].endsWith("9")) {
      synced.put(words[0], Long.parseLong(words[1]));
    }
  }

  private void check(Map<String, Long> synced, int kills) throws Exception {
    Recorded recorded = Recorded.in(root);
    // At most one torn line a kill, and the next start has ended it.
    assertThat(recorded.unreadable().size()).isLessThanOrEqualTo(kills);
    assertThat(recorded.numbers("one"))
        .isEqualTo(LongStream.rangeClosed(1, recorded.of("one").size()).boxed().toList());
    Map<String, Long> seen = new HashMap<>();
    for (ExecutionItem item : recorded.of("one")) {
      if (item.content() != null) {
        long number = Long.parseLong(String.valueOf(item.filePath()));
        Long before = seen.put(item.content(), number);
        assertThat(number).isEqualTo(before == null ? 0 : before + 1);
      }
    }
    synced.forEach((name, last) -> assertThat(seen.get(name)).isGreaterThanOrEqualTo(last));
  }

  @Test
  void endsATornLineAtTheNextStart() throws Exception {
    Path log;
    try (ExecutionTracker tracker = ExecutionTracker.open(root)) {
      tracker.start(ExecutionStart.of("x").id("a")).userInputText("whole");
    }
    try (Stream<Path> files = Files.list(root)) {
      log = files.filter(f -> f.toString().endsWith(".jsonl")).findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(log);
    Files.write(log, java.util.Arrays.copyOf(bytes, bytes.length - 20));

    try (ExecutionTracker tracker = ExecutionTracker.open(root)) {
      tracker.start(ExecutionStart.of("x").id("a")).userInputText("after");
    }

    Recorded recorded = Recorded.in(root);
    assertThat(recorded.unreadable()).hasSize(1);
    assertThat(recorded.numbers("a")).containsExactly(1L, 2L, 3L);
  }

  @Test
  void writesWhatIsPendingWhenTheProcessEnds() throws Exception {
    Process child = Child.start(CLASSES, "forgetful", root);
    assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();

    assertThat(Recorded.in(root).of("forgotten")).hasSize(1001);
  }

  @Test
  void writesWhatIsPendingWhenTheProcessIsTold() throws Exception {
    Process child = Child.start(CLASSES, "endless", root);
    try (BufferedReader said = child.inputReader(UTF_8)) {
      said.readLine();
      child.toHandle().destroy();
      while (said.readLine() != null) {
        // Until it has ended.
      }
    }
    assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();

    Recorded recorded = Recorded.in(root);
    assertThat(recorded.unreadable()).isEmpty();
    assertThat(recorded.numbers("one"))
        .isEqualTo(LongStream.rangeClosed(1, recorded.of("one").size()).boxed().toList());
  }

  /** A pipeline that only records needs none of what the command line brings along. */
  @Test
  void needsNothingButItsJar() throws Exception {
    String bare =
        Stream.of(CLASSES.split(java.io.File.pathSeparator, -1))
            .filter(entry -> entry.endsWith("classes"))
            .reduce((a, b) -> a + java.io.File.pathSeparator + b)
            .orElseThrow();
    Process child = Child.start(bare, "forgetful", root);
    assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();

    assertThat(Recorded.in(root).of("forgotten")).isNotEmpty();
  }

  @Test
  void isNotHeldUpByALockThatStays() throws Exception {
    Process child = Child.start(CLASSES, "lock", root);
    try (BufferedReader said = child.inputReader(UTF_8)) {
      assertThat(said.readLine()).isEqualTo("held true");
      ExecutionTracker tracker = ExecutionTracker.open(root);
      ExecutionScope run = tracker.start(ExecutionStart.of("x").id("a"));
      run.complete();
      assertThat(tracker.flush(Duration.ofMillis(50))).isFalse();
      assertThat(tracker.close(Duration.ofMillis(50))).isFalse();
      assertThat(tracker.stats().written()).isZero();
    } finally {
      child.destroyForcibly();
    }
  }
}
