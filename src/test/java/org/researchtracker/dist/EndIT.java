package org.researchtracker.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program, told to end (SIGTERM), leaves nothing behind that the logs say. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class EndIT {
  private static final Path DIST = Path.of(System.getProperty("tracker.dist", "target/tracker"));

  @TempDir Path temp;

  private List<Path> temporaryIndexes() throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(temp, "tracker-index-*")) {
      folders.forEach(found::add);
    }
    return found;
  }

  /** Runs a command whose index cannot be written, until it has printed a line. */
  private Process started(String... command) throws IOException {
    Path logs = Files.createDirectories(temp.resolve("logs"));
    Files.writeString(logs.resolve("a.jsonl"), "{\"execution_id\":\"e\"}\n");
    Path noFolder = Files.writeString(temp.resolve("file"), "");
    List<String> words = new ArrayList<>(List.of(DIST.resolve("bin/tracker").toString()));
    words.addAll(List.of(command));
    words.addAll(List.of("--logs", logs.toString()));
    words.addAll(List.of("--index", noFolder.resolve("index.db").toString()));
    ProcessBuilder builder = new ProcessBuilder(words).redirectError(temp.resolve("err").toFile());
    builder.environment().put("TRACKER_JAVA_OPTS", "-Djava.io.tmpdir=" + temp);
    Process process = builder.start();
    assertThat(process.inputReader(UTF_8).readLine()).isNotBlank();
    assertThat(temporaryIndexes()).hasSize(1);
    return process;
  }

  @Test
  void aServerEndsWellAndItsTemporaryIndexIsGone() throws IOException, InterruptedException {
    Process serve = started("serve", "--port", "0");

    serve.destroy();

    assertThat(serve.waitFor()).isZero();
    assertThat(temporaryIndexes()).isEmpty();
  }

  @Test
  void theTemporaryIndexOfAnInterruptedCommandIsGone() throws IOException, InterruptedException {
    Process follow = started("items", "--follow");

    follow.destroy();

    assertThat(follow.waitFor()).isEqualTo(128 + 15);
    assertThat(temporaryIndexes()).isEmpty();
  }
}
