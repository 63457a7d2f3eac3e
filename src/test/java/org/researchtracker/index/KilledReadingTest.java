package org.researchtracker.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * If these fail, a reading that was killed, or two at once, leave an index that answers wrongly or
 * not at all.
 */
class KilledReadingTest {
  @TempDir Path folder;

  /** Run in a process of its own: catches up with the logs. */
  static final class Reader {
    private Reader() {}

    public static void main(String[] arguments) {
      Indexes.fresh(Path.of(arguments[0]), Path.of(arguments[1])).close();
    }
  }

  private static Process read(Path index, Path logs) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            List.of(
                java,
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                Reader.class.getName(),
                index.toString(),
                logs.toString()))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private Path logs(int lines) throws IOException {
    Path logs = Files.createDirectories(folder.resolve("logs"));
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines; i++) {
      text.append("{\"execution_id\":\"e")
          .append(i / 10)
          .append("\",\"sequence_number\":")
          .append(i % 10 + 1);
      text.append(",\"item_type\":\"interception_iteration\",\"content\":\"")
          .append(i)
          .append("\"}\n");
    }
    Files.writeString(logs.resolve("a.jsonl"), text);
    return logs;
  }

  @Test
  void whateverMomentAReadingIsKilledAtTheNextOneCompletesIt()
      throws IOException, InterruptedException {
    Path logs = logs(120_000);
    Path file = folder.resolve("killed.db");
    Random random = new Random(5);
    int killed = 0;
    for (int i = 0; i < 8; i++) {
      Process process = read(file, logs);
      if (!process.waitFor(250 + random.nextInt(900), TimeUnit.MILLISECONDS)) {
        killed++;
        process.destroyForcibly().waitFor();
      }
      if (i % 4 == 3) {
        Files.deleteIfExists(file);
      }
    }
    assertThat(killed).isPositive();
    try (LogIndex index = Indexes.fresh(file, logs);
        LogIndex fresh = Indexes.fresh(folder.resolve("fresh.db"), logs)) {
      assertThat(index.status().items()).isEqualTo(120_000);
      assertThat(Indexes.answers(index.catalog())).isEqualTo(Indexes.answers(fresh.catalog()));
    }
  }

  @Test
  void processesThatReadAtOnceAllAnswer() throws IOException, InterruptedException {
    Path logs = logs(60_000);
    Path file = folder.resolve("shared.db");
    List<Process> readers = List.of(read(file, logs), read(file, logs), read(file, logs));
    for (Process reader : readers) {
      assertThat(reader.waitFor()).isZero();
    }
    try (LogIndex index = Indexes.fresh(file, logs)) {
      assertThat(index.status().items()).isEqualTo(60_000);
    }
  }
}
