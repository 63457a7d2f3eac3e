package org.researchtracker.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  /** Runs with these variables alone, not even a path. */
  private Program.Result run(Map<String, String> env, List<String> command) throws Exception {
    return Program.bare(temp).with(env).run(command.toArray(String[]::new));
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
    Program.Result first = run(Map.of(), command);
    assertThat(first.err()).isEmpty();
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
            "TRACKER",
            TRACKER.toString(),
            "PATH",
            System.getenv("PATH"),
            "HOME",
            temp.toString(),
            "TRACKER_NO_CACHE",
            "1");
    List<String> command =
        List.of("sh", SCRIPT.toString(), temp.resolve("archives").toString(), "sites");

    Program.Result first = run(env, command);
    assertThat(first.exit()).as(first.err()).isEqualTo(3);
    assertThat(first.err().lines()).allMatch(line -> line.contains("media missing"));
    assertThat(temp.resolve("archives/north/2025-11-04.zip")).exists();
    assertThat(temp.resolve("archives/south/2025-11-04.zip")).exists();
    assertThat(temp.resolve("archives/north.failed")).doesNotExist();
    Program.Result second = run(env, command);
    assertThat(second.err()).isEmpty();
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
      Program.Result full = run(Map.of(), command);

      assertThat(full.exit()).as(full.err()).isEqualTo(1);
      assertThat(full.err()).contains("tracker: no room in ").contains("hint: free some space");
      try (Stream<Path> files = Files.list(disk.resolve("to"))) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .noneMatch(name -> name.endsWith(".part"))
            .anyMatch(name -> name.endsWith(".zip"));
      }
      Program.Result sound =
          run(Map.of(), List.of(TRACKER.toString(), "archive", "verify", "--to", disk + "/to"));
      assertThat(sound.exit()).as(sound.err()).isZero();
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
