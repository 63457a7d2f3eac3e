package org.researchtracker.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Records through a pipe with the packaged program. If these fail, events are lost when a service
 * is stopped or when what sends them dies.
 */
@DisabledOnOs(OS.WINDOWS)
class RecordIT {
  private static final String TRACKER =
      Path.of(System.getProperty("tracker.dist"), "bin/tracker").toString();

  @TempDir Path temp;

  @BeforeEach
  void makeRoot() throws IOException {
    Files.createDirectories(temp.resolve("logs"));
  }

  private Process record(String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of(TRACKER, "record", "--logs", "logs"));
    command.addAll(List.of(options));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(new File(temp.toString()))
            .redirectError(new File(temp.resolve("err").toString()));
    builder.environment().put("TRACKER_NO_CACHE", "1");
    return builder.start();
  }

  private static void send(OutputStream to, String text) throws IOException {
    to.write(text.getBytes(UTF_8));
    to.flush();
  }

  private static String event(int number) {
    return String.format(
        Locale.ROOT,
        "{\"execution_id\":\"a\",\"item_type\":\"user_input_text\",\"content\":\"%d\"}",
        number);
  }

  private static String answer(int number) {
    return "{\"execution_id\":\"a\",\"sequence_number\":" + number + "}";
  }

  private List<String> contents() throws IOException {
    try (Stream<Path> files = Files.list(temp.resolve("logs"))) {
      Path log = files.filter(file -> file.toString().endsWith(".jsonl")).findAny().orElseThrow();
      return Files.readAllLines(log).stream()
          .map(line -> line.replaceFirst(".*\"content\":\"(\\d+)\".*", "$1"))
          .toList();
    }
  }

  private String said() throws IOException {
    return Files.readString(temp.resolve("err"), UTF_8);
  }

  /** The last event has no line end yet, as it is with senders that write it before the next. */
  @Test
  void writesAllThatHasReachedItWhenItIsToldToEnd() throws Exception {
    Process process = record("--ack");
    try (BufferedReader answers = process.inputReader(UTF_8);
        OutputStream to = process.getOutputStream()) {
      send(to, event(1) + "\n");
      assertThat(answers.readLine()).isEqualTo(answer(1));
      StringBuilder more = new StringBuilder();
      for (int number = 2; number < 500; number++) {
        more.append(event(number)).append('\n');
      }
      send(to, more + event(500));
      process.toHandle().destroy();

      for (int number = 2; number <= 500; number++) {
        assertThat(answers.readLine()).isEqualTo(answer(number));
      }
      assertThat(answers.readLine()).isNull();
    }
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isEqualTo(143);
    assertThat(contents()).hasSize(500).endsWith("499", "500");
    assertThat(said()).isEmpty();
  }

  @Test
  void saysWhichLineWasHalfThereWhenItIsToldToEnd() throws Exception {
    Process process = record("--ack");
    try (BufferedReader answers = process.inputReader(UTF_8);
        OutputStream to = process.getOutputStream()) {
      send(to, event(1) + "\n{\"execution_id\":\"a\",\"item_ty");
      assertThat(answers.readLine()).isEqualTo(answer(1));
      process.toHandle().destroy();
      assertThat(answers.readLine()).isNull();
    }
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(contents()).containsExactly("1");
    assertThat(said()).startsWith("tracker: line 2: ").hasLineCount(1);
  }

  @Test
  void keepsWhatCameBeforeItsSenderWasKilled() throws Exception {
    Path sender =
        Files.writeString(
            temp.resolve("sender.sh"),
            "printf '%s\\n' '" + event(1) + "' '" + event(2) + "'; printf '{\"exec'; kill -9 $$\n");
    Program.Result result =
        new Program(temp)
            .run("sh", "-c", "sh " + sender + " | '" + TRACKER + "' record --logs logs --ack");

    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.out().lines()).containsExactly(answer(1), answer(2));
    assertThat(result.err()).contains("tracker: line 3: ");
    assertThat(contents()).containsExactly("1", "2");
  }

  @Test
  void saysThatItsInputCannotBeRead() throws Exception {
    Program.Result result =
        new Program(temp).run("sh", "-c", "exec '" + TRACKER + "' record --logs logs < logs");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).startsWith("tracker: cannot read standard input: Is a directory");
  }
}
