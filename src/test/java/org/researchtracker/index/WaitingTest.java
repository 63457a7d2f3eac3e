package org.researchtracker.index;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** If these fail, cron sends a mail each time that two commands come to read the logs at once. */
class WaitingTest {
  /** Holds the lock of an index until its input ends. */
  private static final String HOLDER =
      """
      import fcntl, sys
      lock = open(sys.argv[1], "w")
      fcntl.lockf(lock, fcntl.LOCK_EX)
      print("held", flush=True)
      sys.stdin.read()
      """;

  @TempDir Path folder;

  @Test
  void whoWaitsForAnotherHasNothingToReport() throws IOException {
    Path logs = Files.createDirectory(folder.resolve("logs"));
    Path index = folder.resolve("index.db");
    Files.writeString(
        logs.resolve("a.jsonl"),
        "{\"execution_id\":\"a\",\"sequence_number\":1,\"item_type\":\"user_input_text\"}\n");
    Process holder =
        new ProcessBuilder("python3", "-c", HOLDER, RefreshLock.path(index).toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader said =
        new BufferedReader(new InputStreamReader(holder.getInputStream(), UTF_8))) {
      assertThat(said.readLine()).isEqualTo("held");
      List<String> told = new ArrayList<>();

      try (LogIndex opened =
          LogIndex.open(Indexes.settings(index, logs), releasing(holder, told))) {
        opened.refresh();
        assertThat(opened.catalog().execution("a")).isPresent();
      }

      assertThat(told).containsExactly("waiting");
    } finally {
      holder.destroy();
    }
  }

  private static IndexEvents releasing(Process holder, List<String> told) {
    return new IndexEvents() {
      @Override
      public void notice(String line) {
        told.add(line);
      }

      @Override
      public void waiting() {
        told.add("waiting");
        try {
          holder.getOutputStream().close();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }

      @Override
      public void progress(long doneBytes, long totalBytes) {}
    };
  }
}
