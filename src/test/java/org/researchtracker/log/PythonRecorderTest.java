package org.researchtracker.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.researchtracker.log.LineParser.Detail;

/** If these fail, a DevServer in Python and a pipeline in Java spoil each other's log. */
class PythonRecorderTest {
  private static final int EACH = 200;

  @TempDir private Path root;

  @BeforeEach
  void needsPython() throws Exception {
    try {
      Process python = new ProcessBuilder("python3", "-c", "import fcntl").start();
      assumeTrue(python.waitFor() == 0, "python3 cannot import fcntl");
    } catch (IOException e) {
      assumeTrue(false, "no python3 here");
    }
  }

  private Process start(String program) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("python3", "-B", "-c", "from recorder import *\n" + program)
            .redirectErrorStream(true);
    builder.environment().put("PYTHONPATH", Path.of("examples").toAbsolutePath().toString());
    builder.environment().put("ROOT", root.toString());
    return builder.start();
  }

  private static String finish(Process process) throws Exception {
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }

  private List<ParsedItem> items() throws Exception {
    List<ParsedItem> items = new ArrayList<>();
    try (Stream<Path> files = Files.list(root)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".jsonl")).sorted().toList()) {
        for (String line : Files.readAllLines(file)) {
          byte[] bytes = line.getBytes(UTF_8);
          items.addAll(LineParser.parse(bytes, 0, bytes.length, Detail.FULL).items());
        }
      }
    }
    return items;
  }

  @Test
  void writesALogThatIsRead() throws Exception {
    String said =
        finish(
            start(
                """
                run = Recorder(os.environ["ROOT"]).execution("dada", output_configs=["a", "b"])
                run.item("user_input_text", stage=1, content="Straße \\ud83d \\u2028")
                print(run.item("stage3_safety_check", metadata={"safe": True}), end="")
                """));

    assertThat(said).isEqualTo("2");
    List<ParsedItem> items = items();
    assertThat(items.get(0).content()).isEqualTo("Straße \ud83d \u2028");
    assertThat(items.get(1).metadata().toJson()).isEqualTo("{\"safe\":true}");
    assertThat(items).allSatisfy(item -> assertThat(item.timestamp()).isNotNull());
  }

  @Test
  void healsATornLineAndCountsOn() throws Exception {
    Files.writeString(
        root.resolve("tracker.jsonl"),
        "{\"execution_id\":\"x\",\"sequence_number\":4,\"item_type\":\"output_image\"}");
    Files.writeString(
        root.resolve("other.jsonl.1"),
        "{\"execution_id\":\"x\",\"items\":[{\"seq\":6,\"item_type\":\"output_image\"}]}\n{\"ex");

    finish(start("Recorder(os.environ['ROOT']).append({'execution_id':'x','item_type':'t'})"));

    assertThat(items().stream().map(ParsedItem::sequenceNumber)).containsExactly(4L, 7L);
    assertThat(Files.readString(root.resolve("tracker.jsonl"))).endsWith("}\n");
  }

  /** One log for both, and a second one of each; one execution in all of them. */
  @Test
  void sharesALogWithJava() throws Exception {
    List<Process> others = new ArrayList<>();
    for (String name : List.of("tracker", "python")) {
      others.add(
          start(
              "log = Recorder(os.environ['ROOT'], '"
                  + name
                  + "')\nfor n in range("
                  + EACH
                  + "): log.append({'execution_id':'x','item_type':'output_image'})"));
    }
    for (String name : List.of("tracker", "java")) {
      try (LogAppender log = LogAppender.open(root, name, Rotation.NONE, Clock.systemUTC())) {
        for (int i = 0; i < EACH; i++) {
          log.append(
              Duration.ofSeconds(30),
              batch ->
                  batch.line(
                      "{\"execution_id\":\"x\",\"item_type\":\"output_image\",\"sequence_number\":"
                          + batch.next("x")
                          + "}"));
        }
      }
    }
    for (Process other : others) {
      finish(other);
    }

    assertThat(items().stream().map(ParsedItem::sequenceNumber))
        .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, 4L * EACH).boxed().toList());
  }

  @Test
  void keepsToTheLock() throws Exception {
    try (LogAppender log = LogAppender.open(root, "tracker", Rotation.NONE, Clock.systemUTC())) {
      Process[] other = new Process[1];
      log.append(
          Duration.ofSeconds(30),
          batch -> {
            other[0] =
                start(
                    """
                    log = Recorder(os.environ["ROOT"])
                    print("ready", flush=True)
                    log.append({"execution_id": "x", "item_type": "output_image"})
                    """);
            assertThat(new String(other[0].getInputStream().readNBytes(6), UTF_8))
                .isEqualTo("ready\n");
            batch.line(
                "{\"execution_id\":\"x\",\"item_type\":\"output_image\",\"sequence_number\":1}");
            batch.taken("x", 1);
          });
      finish(other[0]);
    }
    assertThat(items().stream().map(ParsedItem::sequenceNumber)).containsExactly(1L, 2L);
  }
}
