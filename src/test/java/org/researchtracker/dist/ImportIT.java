package org.researchtracker.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Imports with the packaged program. */
@DisabledOnOs(OS.WINDOWS)
class ImportIT {
  private static final Path TRACKER = Path.of(System.getProperty("tracker.dist"), "bin/tracker");
  private static final int RUNS = 4000;

  @TempDir Path temp;

  private void runs() throws IOException {
    String text = "Ein langer Text. ".repeat(500);
    for (int i = 0; i < RUNS; i++) {
      String id = String.format("run_%d_%06x", 1762176600000L + i, i);
      Path run = Files.createDirectories(temp.resolve("old/2025-11-03/tablet/" + id));
      Files.writeString(run.resolve("01_input.txt"), text + i);
      Files.writeString(
          run.resolve("metadata.json"),
          "{\"run_id\":\""
              + id
              + "\",\"entities\":[{\"sequence\":1,\"type\":\"input\",\"filename\":"
              + "\"01_input.txt\",\"timestamp\":\"2025-11-03T14:30:00\"}]}");
    }
  }

  /** If this fails, whoever stopped an import has executions twice, or not at all. */
  @Test
  void goesOnAfterItWasInterrupted() throws Exception {
    runs();
    Program program = new Program(temp).with("HOME", temp.toString());
    Process interrupted = start();
    awaitLines();
    // Not INT, which is ignored by all that a shell in the background starts.
    program.run("kill", "-TERM", String.valueOf(interrupted.pid()));
    assertThat(interrupted.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(interrupted.exitValue()).isEqualTo(143);
    assertThat(lines()).hasSizeLessThan(RUNS);

    assertThat(program.run(TRACKER.toString(), "import", "old", "--into", "logs").exit()).isZero();

    List<String> lines = lines();
    Set<String> once = new HashSet<>(lines);
    assertThat(lines).hasSize(RUNS);
    assertThat(once).hasSize(RUNS);
    assertThat(program.run(TRACKER.toString(), "record", "--check", "logs/import.jsonl").exit())
        .isZero();
  }

  private Process start() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(TRACKER.toString(), "import", "old", "--into", "logs")
            .directory(new File(temp.toString()))
            .redirectErrorStream(true)
            .redirectOutput(new File(temp.resolve("out").toString()));
    builder.environment().keySet().removeIf(name -> name.startsWith("TRACKER_"));
    builder.environment().putAll(Map.of("HOME", temp.toString(), "TRACKER_NO_CACHE", "1"));
    return builder.start();
  }

  private List<String> lines() throws IOException {
    return Files.readAllLines(temp.resolve("logs/import.jsonl"));
  }

  /** Until something has reached the log. */
  private void awaitLines() throws IOException, InterruptedException {
    Path log = temp.resolve("logs/import.jsonl");
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (System.nanoTime() < deadline) {
      if (Files.exists(log) && Files.size(log) > 0) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(5);
    }
    throw new AssertionError("nothing was written");
  }
}
