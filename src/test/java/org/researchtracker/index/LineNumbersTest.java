package org.researchtracker.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.researchtracker.log.ProblemKind;

/** If these fail, {@code doctor} sends people to another line than the one at fault. */
class LineNumbersTest {
  @TempDir Path folder;

  private List<LogProblem> problems(Path logs) {
    try (LogIndex index = Indexes.fresh(folder.resolve("index.db"), logs)) {
      return index.catalog().problems();
    }
  }

  private static String item(String type, int number, String content) {
    return "{\"execution_id\":\"e\",\"sequence_number\":%d,\"item_type\":\"%s\",\"content\":\"%s\"}\n"
        .formatted(number, type, content);
  }

  /** The lines at fault lie far apart, and are told in another order than they have in the log. */
  @ParameterizedTest
  @ValueSource(strings = {"a.jsonl", "a.jsonl.gz"})
  void aLineAtFaultIsNamedByItsNumber(String name) throws IOException {
    Random random = new Random(3);
    StringBuilder text = new StringBuilder();
    List<String> wanted = new ArrayList<>();
    for (int line = 1; line <= 400; line++) {
      boolean isOdd = random.nextInt(8) == 0;
      String type = isOdd ? "odd_" + random.nextInt(100_000) : "interception_result";
      text.append(item(type, line, "x".repeat(random.nextInt(3000))));
      if (isOdd) {
        wanted.add(type + " at " + line);
      }
    }
    Path logs = Files.createDirectories(folder.resolve("logs"));
    try (OutputStream file = Files.newOutputStream(logs.resolve(name));
        OutputStream out = name.endsWith(".gz") ? new GZIPOutputStream(file) : file) {
      out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    assertThat(problems(logs))
        .extracting(problem -> problem.reason().split("[ ,]+", -1)[3] + " at " + problem.line())
        .containsExactlyInAnyOrderElementsOf(wanted);
  }

  /** Looking through all items for each conflict, or through all of the log, would take an hour. */
  @Test
  void manyConflictsOfOneExecutionAreTold() throws IOException {
    int lines = 12_000;
    StringBuilder text = new StringBuilder();
    for (int line = 1; line <= lines; line++) {
      text.append(item("odd_type", 1 + line % 3, "text " + line + "x".repeat(300)));
    }
    Path logs = Files.createDirectories(folder.resolve("logs"));
    Files.writeString(logs.resolve("a.jsonl"), text);

    List<LogProblem> conflicts =
        problems(logs).stream().filter(each -> each.kind() == ProblemKind.CONFLICT).toList();

    assertThat(conflicts).hasSize(lines - 3);
    assertThat(conflicts).extracting(LogProblem::line).doesNotHaveDuplicates();
  }
}
