package org.researchtracker.cli.recording;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.researchtracker.cli.CliHarness;
import org.researchtracker.cli.CliResult;
import org.researchtracker.cli.terminal.Console;
import org.researchtracker.cli.terminal.ResultStreams;

/** If these fail, a pipeline in another language loses events, or waits for an answer for ever. */
class RecordCommandTest {
  @TempDir private Path temp;
  private CliHarness harness;

  @BeforeEach
  void makeRoot() throws IOException {
    harness = new CliHarness(temp);
    Files.createDirectories(temp.resolve("logs"));
  }

  private List<String> log() throws IOException {
    return Files.readAllLines(temp.resolve("logs/tracker-2025-11-05.jsonl"), UTF_8);
  }

  private CliResult record(String input, String... options) {
    String[] args = new String[options.length + 1];
    args[0] = "record";
    System.arraycopy(options, 0, args, 1, options.length);
    return harness.input(input).run(args);
  }

  @Test
  void givesNumbersAndTimesWhereTheyAreAbsent() throws IOException {
    CliResult result =
        record(
            """
            {"execution_id":"a","config_name":"dada"}
            {"execution_id":"a","item_type":"user_input_text","content":"Straße","x":1.10}
            {"execution_id":"a","sequence_number":7,"timestamp":"gestern","item_type":"output_image"}
            {"item_type":"output_image","execution_id":"a","sequence_number":null,"timestamp":null}
            {"execution_id":"a","used_seed":5}
            """);

    assertThat(result.text()).isEqualTo("[exit 0]\n");
    assertThat(log())
        .containsExactly(
            "{\"execution_id\":\"a\",\"config_name\":\"dada\",\"timestamp\":\"2025-11-05T12:00:00+01:00\"}",
            "{\"execution_id\":\"a\",\"sequence_number\":1,\"timestamp\":\"2025-11-05T12:00:00+01:00\","
                + "\"item_type\":\"user_input_text\",\"content\":\"Straße\",\"x\":1.10}",
            "{\"execution_id\":\"a\",\"sequence_number\":7,\"timestamp\":\"gestern\",\"item_type\":\"output_image\"}",
            "{\"execution_id\":\"a\",\"sequence_number\":8,\"timestamp\":\"2025-11-05T12:00:00+01:00\","
                + "\"item_type\":\"output_image\"}",
            "{\"execution_id\":\"a\",\"used_seed\":5,\"logged_at\":\"2025-11-05T12:00:00+01:00\"}");
  }

  @Test
  void takesWholeRecords() throws IOException {
    record(
        "{\"execution_id\":\"r\",\"items\":[{\"item_type\":\"user_input_text\"},"
            + "{\"seq\":3,\"item_type\":\"output_image\"}]}");
    record("{\"execution_id\":\"r\",\"item_type\":\"pipeline_complete\"}\r\n\n");

    assertThat(log()).hasSize(2);
    assertThat(log().get(0)).contains("\"sequence_number\":4", "\"seq\":3");
    assertThat(log().get(1)).contains("\"sequence_number\":5");
  }

  @Test
  void answersWhatIsNoEventAndGoesOn() throws IOException {
    CliResult result =
        record(
            """
            \ufeff{"execution_id":"a","item_type":"user_input_text"}

            {broken
            {"item_type":"user_input_text"}
            [1]
            {"execution_id":"a","sequence_number":3}
            {"execution_id":"a","execution_id":"b"}
            {"execution_id":"a","item_type":"output_image","stage":"4"}
            {"execution_id":"a","items":[{"item_type":5}]}
            {"execution_id":"a","item_type":"user_input_text"}""",
            "--ack");

    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.err().lines().map(line -> line.replaceFirst(": [^:]*$|: not JSON.*", "")))
        .containsExactly(
            "tracker: line 3",
            "tracker: line 4",
            "tracker: line 5",
            "tracker: line 6",
            "tracker: line 7",
            "tracker: line 8",
            "tracker: line 9: items[0]");
    assertThat(result.out())
        .isEqualTo(
            """
            {"execution_id":"a","sequence_number":1}
            {"execution_id":"a","sequence_number":2}
            """);
    assertThat(log()).hasSize(2);
  }

  @Test
  void refusesLinesThatAreTooLong() throws IOException {
    CliResult result =
        record(
            "{\"execution_id\":\"a\",\"content\":\""
                + "x".repeat(200_000)
                + "\"}\n"
                + "{\"execution_id\":\"a\"}\n",
            "--max-line",
            "1000");

    assertThat(result.err()).startsWith("tracker: line 1: longer than --max-line");
    assertThat(log()).hasSize(1);
  }

  @Test
  void refusesAnExecutionWithoutANumberLeft() throws IOException {
    CliResult result =
        record(
            """
            {"execution_id":"a","sequence_number":9223372036854775807,"item_type":"user_input_text"}
            {"execution_id":"a","item_type":"user_input_text"}
            {"execution_id":"b","item_type":"user_input_text"}
            """);

    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.err()).startsWith("tracker: line 2: ");
    assertThat(log()).hasSize(2);
  }

  @Test
  void wantsOneLogRootThatIsThere() throws IOException {
    Files.createDirectories(temp.resolve("more"));
    harness.env("TRACKER_LOGS", temp.resolve("logs") + ":" + temp.resolve("more"));

    assertThat(record("{}").exit()).isEqualTo(2);
    assertThat(record("", "--logs", "logs").exit()).isZero();
    assertThat(record("", "--logs", "nowhere").text())
        .isEqualTo(
            """
            --- stderr ---
            tracker: log root $TMP/nowhere does not exist
            hint: name the right one with --logs, or make it: mkdir -p
            [exit 1]
            """);
  }

  @Test
  void saysFromWhereOnNothingWasWritten() throws IOException {
    Path full = Path.of("/dev/full");
    org.junit.jupiter.api.Assumptions.assumeTrue(Files.isWritable(full), "no /dev/full here");
    Files.createSymbolicLink(temp.resolve("logs/tracker-2025-11-05.jsonl"), full);

    CliResult result = record("nonsense\n{\"execution_id\":\"a\"}\n", "--ack");
    Files.delete(temp.resolve("logs/tracker-2025-11-05.jsonl"));

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("not written from line 2 on");
  }

  @Test
  void goesOnWhenNobodyListensToTheAnswers() throws IOException {
    OutputStream closed =
        ResultStreams.before(
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
              }
            });
    Console plain =
        harness
            .input("{\"execution_id\":\"a\"}\n")
            .console(new ByteArrayOutputStream(), new ByteArrayOutputStream());
    Console deaf =
        new Console(
            plain.in(),
            new PrintWriter(new OutputStreamWriter(closed, UTF_8), false),
            closed,
            plain.err(),
            plain.env(),
            plain.clock(),
            plain.cwd(),
            plain.terminal());

    assertThat(CliHarness.runOn(deaf, "record", "--ack")).isZero();
    assertThat(log()).hasSize(1);
  }

  @Test
  void checkNamesWhatDoctorWouldAndWritesNothing() throws IOException {
    harness.write(
        "events.jsonl",
        """
        {"execution_id":"a","sequence_number":1,"item_type":"user_input_text","content":"x"}
        {"execution_id":"a","item_type":"user_input_text"}
        {"execution_id":"a","seq":1,"item_type":"user_input_text","content":"x"}
        {"execution_id":"a","seq":1,"item_type":"user_input_text","content":"y"}
        {"execution_id":"a","seq":2,"item_type":"dream","timestamp":"gestern"}
        {"execution_id":"a","seq":3,"item_type":"output_image"}""");

    assertThat(record("", "--check", "events.jsonl").text())
        .isEqualTo(
            """
            --- stderr ---
            tracker: events.jsonl: line 2: sequence_number is missing
            tracker: events.jsonl: line 4: item 1 of a says something else than line 1
            tracker: events.jsonl: line 5: timestamp cannot be read: gestern
            tracker: events.jsonl: line 6 has no line end and is not read before it has
            tracker: events.jsonl: unknown item type dream, 1 item
            [exit 3]
            """);
    try (var left = Files.list(temp.resolve("logs"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void checkReadsStandardInputAndCompressedLogs() throws IOException {
    assertThat(record("{\"execution_id\":\"a\"}\n", "--check", "-").text())
        .isEqualTo("--- stderr ---\ntracker: -: 1 line, no problems\n[exit 0]\n");
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(temp.resolve("x.jsonl.gz")))) {
      out.write("{\"execution_id\":\"a\"}\n{\"exec".getBytes(UTF_8));
    }
    assertThat(record("", "--check", "x.jsonl.gz").err())
        .isEqualTo("tracker: x.jsonl.gz: line 2: the last line has no end\n");
    assertThat(record("", "--check", "nowhere").exit()).isEqualTo(1);
  }
}
