package org.researchtracker.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs the packaged program as cron does. */
@DisabledOnOs(OS.WINDOWS)
class ArchiveIT {
  private static final Path TRACKER = Path.of("target/tracker/bin/tracker").toAbsolutePath();
  private static final Path SCRIPT = Path.of("examples/archive/nightly.sh").toAbsolutePath();
  private static final Path LOGS = Path.of("examples/workshop/logs").toAbsolutePath();

  @TempDir Path temp;

  private record Ran(int exit, String said) {}

  private Ran run(Map<String, String> env, List<String> command) throws Exception {
    Path out = Files.createTempFile(temp, "out", "");
    ProcessBuilder builder = new ProcessBuilder(command).directory(temp.toFile());
    builder.environment().clear();
    builder.environment().putAll(env);
    builder.redirectErrorStream(true).redirectOutput(out.toFile());
    Process process = builder.start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return new Ran(process.exitValue(), Files.readString(out, UTF_8));
  }

  @Test
  void anEmptyEnvironmentIsEnough() throws Exception {
    List<String> command =
        List.of(
            TRACKER.toString(),
            "archive",
            "--logs",
            LOGS.toString(),
            "--index",
            temp.resolve("index.db").toString(),
            "--to",
            temp.resolve("Straße archive").toString(),
            "--per",
            "day",
            "--on",
            "2025-11-03",
            "--no-media");
    Ran first = run(Map.of(), command);
    assertThat(first.said()).isEmpty();
    assertThat(first.exit()).isZero();
    assertThat(run(Map.of(), command).exit()).isZero();
    assertThat(temp.resolve("Straße archive/2025-11-03.zip")).exists();
  }

  @Test
  void theScriptArchivesSeveralPlaces() throws Exception {
    for (String site : List.of("north", "south")) {
      Path logs = Files.createDirectories(temp.resolve("sites").resolve(site).resolve("logs"));
      Files.copy(LOGS.resolve("workshop.jsonl"), logs.resolve("workshop.jsonl"));
    }
    Map<String, String> env =
        Map.of(
            "TRACKER", TRACKER.toString(), "PATH", System.getenv("PATH"), "HOME", temp.toString());
    List<String> command =
        List.of("sh", SCRIPT.toString(), temp.resolve("archives").toString(), "sites");

    Ran first = run(env, command);
    assertThat(first.exit()).as(first.said()).isEqualTo(3);
    assertThat(first.said().lines()).allMatch(line -> line.contains("media missing"));
    assertThat(temp.resolve("archives/north/2025-11-04.zip")).exists();
    assertThat(temp.resolve("archives/south/2025-11-04.zip")).exists();
    assertThat(temp.resolve("archives/north.failed")).doesNotExist();
    Ran second = run(env, command);
    assertThat(second.said()).isEmpty();
    assertThat(second.exit()).isZero();
  }

  @Test
  void aDiskThatFillsUpIsToldAndNothingIsHalfWritten() throws Exception {
    Path disk = Files.createDirectories(temp.resolve("disk"));
    assumeTrue(mount(disk), "only root can mount a small disk");
    try {
      List<String> command = new ArrayList<>(List.of(TRACKER.toString(), "archive", "--logs"));
      command.addAll(List.of(LOGS.toString(), "--index", temp.resolve("index.db").toString()));
      command.addAll(List.of("--to", disk.resolve("to").toString(), "--per", "execution"));
      Ran full = run(Map.of(), command);

      assertThat(full.exit()).as(full.said()).isEqualTo(1);
      assertThat(full.said()).contains("tracker: no room in ").contains("hint: free some space");
      try (Stream<Path> files = Files.list(disk.resolve("to"))) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .noneMatch(name -> name.endsWith(".part"))
            .anyMatch(name -> name.endsWith(".zip"));
      }
      Ran sound =
          run(Map.of(), List.of(TRACKER.toString(), "archive", "verify", "--to", disk + "/to"));
      assertThat(sound.exit()).as(sound.said()).isZero();
      remount(disk);
      assertThat(run(Map.of(), command).exit()).isIn(0, 3);
    } finally {
      new ProcessBuilder("umount", disk.toString()).start().waitFor();
    }
  }

  private static boolean mount(Path disk) throws IOException, InterruptedException {
    return System.getProperty("user.name").equals("root")
        && new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=400k", "none", disk.toString())
                .start()
                .waitFor()
            == 0;
  }

  private static void remount(Path disk) throws IOException, InterruptedException {
    new ProcessBuilder("mount", "-o", "remount,size=20m", disk.toString()).start().waitFor();
  }
}
