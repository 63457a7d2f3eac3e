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

/** The packaged {@code tracker serve} ends well when it is told to. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ServeIT {
  private static final Path DIST = Path.of(System.getProperty("tracker.dist", "target/tracker"));

  @TempDir Path temp;

  private List<Path> temporaryIndexes() throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(temp, "tracker-index-*")) {
      folders.forEach(found::add);
    }
    return found;
  }

  @Test
  void whoIsToldToEndLeavesNoTemporaryIndexBehind() throws IOException, InterruptedException {
    Path logs = Files.createDirectories(temp.resolve("logs"));
    Files.writeString(logs.resolve("a.jsonl"), "{\"execution_id\":\"e\"}\n");
    Path noFolder = Files.writeString(temp.resolve("file"), "");
    ProcessBuilder builder =
        new ProcessBuilder(
                DIST.resolve("bin/tracker").toString(),
                "serve",
                "--port",
                "0",
                "--logs",
                logs.toString(),
                "--index",
                noFolder.resolve("index.db").toString())
            .redirectError(temp.resolve("err").toFile());
    builder.environment().put("TRACKER_JAVA_OPTS", "-Djava.io.tmpdir=" + temp);
    Process process = builder.start();
    assertThat(process.inputReader(UTF_8).readLine()).startsWith("http://127.0.0.1:");
    assertThat(temporaryIndexes()).hasSize(1);

    process.destroy();

    assertThat(process.waitFor()).isZero();
    assertThat(temporaryIndexes()).isEmpty();
  }
}
