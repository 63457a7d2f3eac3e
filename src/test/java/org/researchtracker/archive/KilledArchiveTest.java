package org.researchtracker.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * If this fails, a machine that loses power leaves an archive with holes, or with doubles. {@code
 * mvn -Preliability test} has the full number of kills.
 */
class KilledArchiveTest {
  private static final int KILLS = Integer.getInteger("archive.kills", 7);
  private static final int EXECUTIONS = 30 * KILLS;

  @TempDir Path folder;

  /** Run in a process of its own: archives each execution. */
  static final class Runner {
    private Runner() {}

    public static void main(String[] arguments) throws IOException {
      Archives archives = new Archives(Path.of(arguments[0]));
      archives.now = Instant.parse("2025-11-10T12:00:00Z");
      archives.archive(Per.EXECUTION);
    }
  }

  private Process run() throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            List.of(
                java,
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Runner.class.getName(),
                folder.toString()))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  @Test
  void whateverMomentARunIsKilledAtTheNextOnesLoseNothingAndDoNothingTwice()
      throws IOException, InterruptedException {
    Archives archives = new Archives(folder);
    archives.picture("one.png", 1);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < EXECUTIONS; i++) {
      lines.add(
          Archives.item(
              "e" + i, 1, "output_image", "2025-11-03T10:00:00Z", "\"file_path\":\"one.png\""));
      lines.add(Archives.item("e" + i, 2, "pipeline_complete", "2025-11-03T10:00:00Z", ""));
    }
    archives.log("a.jsonl", lines.toArray(String[]::new));
    Random random = new Random(3);
    Set<Integer> reached = new TreeSet<>();
    int killed = 0;
    for (int i = 0; i < KILLS; i++) {
      Process process = run();
      if (!process.waitFor(700 + random.nextInt(900), TimeUnit.MILLISECONDS)) {
        killed++;
        process.destroyForcibly().waitFor();
      }
      if (Files.isDirectory(archives.to)) {
        reached.add(archives.bundles().size());
        // As much of the last line as a loss of power may leave.
        tear(archives.ledger(), random.nextInt(300));
      }
    }
    assertThat(killed).isPositive();
    assertThat(reached).hasSizeGreaterThan(1);

    assertThat(archives.archive(Per.EXECUTION).hasFailed()).isFalse();
    assertThat(archives.bundles()).hasSize(EXECUTIONS).noneMatch(name -> name.contains("_v"));
    assertThat(archives.verify(1).isSound()).isTrue();
    assertThat(archives.archive(Per.EXECUTION).unchanged()).isEqualTo(EXECUTIONS);
    try (Stream<Path> files = Files.list(archives.to)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.endsWith(".part") || name.endsWith(".tmp"))
          .hasSize(2 * EXECUTIONS + 2);
    }
  }

  private static void tear(Path ledger, int most) throws IOException {
    if (Files.exists(ledger)) {
      byte[] bytes = Files.readAllBytes(ledger);
      Files.write(ledger, java.util.Arrays.copyOf(bytes, Math.max(0, bytes.length - most)));
    }
  }
}
