package org.researchtracker.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.researchtracker.cli.command.ExitCode;
import org.researchtracker.cli.completion.CompleteCommand;
import org.researchtracker.cli.session.Session;
import org.researchtracker.cli.terminal.Console;
import org.researchtracker.cli.terminal.Terminal;
import picocli.CommandLine.Command;

/**
 * {@code tracker __train}: does, in the working folder, what short commands do, so that Java sees
 * the classes that they need. Called by {@code lib/make-start-archive} alone.
 */
@Command(name = TrainCommand.NAME, hidden = true, description = "Run what short commands run")
final class TrainCommand implements Callable<ExitCode> {
  /** Its name; no command for people. */
  static final String NAME = "__train";

  /**
   * Executions of every ending, with a recursion, two output configs, a block, an error, an item
   * that came twice and one that contradicts itself: each has code of its own.
   */
  private static final String LOG =
      """
      {"execution_id":"run-1","config_name":"training","timestamp":"2025-01-01T10:00:00+00:00","items":[{"seq":1,"stage":1,"item_type":"user_input_text","content":"Eine Blume","metadata":{"a":[1,2.5,true,null]}}]}
      {"execution_id":"run-1","sequence_number":2,"item_type":"output_image","stage":4,"output_config_index":1,"media_type":"image","file_path":"flower.png","config_used":"sd35_large","timestamp":"2025-01-01T10:00:01.5+00:00"}
      {"execution_id":"run-2","config_name":"training","sequence_number":1,"item_type":"user_input_text","content":"Stra\\u00dfe \\ud83d\\udc3b"}
      no line of a log
      {"execution_id":"run-4","config_name":"training","timestamp":"2025-01-01T11:00:00","session_id":"s","user_id":"u","device_id":"d","safety_level":"kids","execution_mode":"fast","output_configs":["sd35_large","music"],"taxonomy_version":"1.0","log_version":1}
      {"execution_id":"run-4","sequence_number":1,"timestamp":"2025-01-01T11:00:01Z","stage":0,"item_type":"pipeline_start","metadata":{"config_name":"training"}}
      {"execution_id":"run-4","sequence_number":2,"timestamp":"2025-01-01T11:00:02Z","stage":1,"item_type":"user_input_text","content":"Ein \\"Bach\\", 42 m\\nlang","metadata":{"input_language":"de"}}
      {"execution_id":"run-4","sequence_number":3,"timestamp":"2025-01-01T11:00:03Z","stage":1,"item_type":"translation_result","content":"A brook","model_used":"m","backend_type":"ollama","execution_time":1.42}
      {"execution_id":"run-4","sequence_number":3,"timestamp":"2025-01-01T11:00:03Z","stage":1,"item_type":"translation_result","content":"A stream","model_used":"m"}
      {"execution_id":"run-4","sequence_number":4,"timestamp":"2025-01-01T11:00:04Z","stage":1,"item_type":"stage1_safety_check","metadata":{"safe":true}}
      {"execution_id":"run-4","sequence_number":4,"timestamp":"2025-01-01T11:00:04Z","stage":1,"item_type":"stage1_safety_check","metadata":{"safe":true}}
      {"execution_id":"run-4","sequence_number":5,"timestamp":"2025-01-01T11:00:05Z","stage":2,"item_type":"interception_iteration","content":"Wasser 石桥","metadata":{"iteration":1,"total_iterations":2,"from_language":"de","to_language":"fr"}}
      {"execution_id":"run-4","sequence_number":6,"timestamp":"2025-01-01T11:00:06Z","stage":2,"item_type":"interception_final","content":"Bright water runs between stones, and it runs on until the line is longer than a terminal is wide, which is some eighty or a hundred signs"}
      {"execution_id":"run-4","sequence_number":7,"timestamp":"2025-01-01T11:00:07Z","stage":3,"output_config_index":1,"item_type":"stage3_safety_check","config_used":"sd35_large","metadata":{"safe":true}}
      {"execution_id":"run-4","sequence_number":8,"timestamp":"2025-01-01T11:00:08Z","stage":4,"output_config_index":1,"media_type":"image","item_type":"output_image","file_path":"flower.png","config_used":"sd35_large","metadata":{"seed":7,"width":1,"height":1}}
      {"execution_id":"run-4","sequence_number":9,"timestamp":"2025-01-01T11:00:09Z","stage":3,"output_config_index":2,"item_type":"stage3_safety_check","config_used":"music","metadata":{"safe":false,"reason":"none"}}
      {"execution_id":"run-4","sequence_number":10,"timestamp":"2025-01-01T11:00:10Z","stage":3,"output_config_index":2,"item_type":"stage3_blocked","config_used":"music"}
      {"execution_id":"run-4","sequence_number":11,"timestamp":"2025-01-01T11:00:11Z","stage":5,"item_type":"pipeline_complete","metadata":{"outputs":1}}
      {"execution_id":"run-5","config_name":"training","items":[{"seq":1,"stage":1,"item_type":"user_input_text","content":"Nein"},{"seq":2,"stage":1,"item_type":"stage1_blocked","metadata":{"reason":"none"}}]}
      {"execution_id":"run-6","config_name":"training","output_configs":["sd35_large"],"items":[{"seq":1,"stage":1,"item_type":"user_input_text","content":"Ja"},{"seq":2,"stage":4,"output_config_index":1,"item_type":"output_audio","file_path":"gone.wav","config_used":"music"},{"seq":3,"item_type":"pipeline_error","content":"out of memory"}]}
      """;

  /** Bytes of a log that is worth more than one thread. */
  private static final int MANY = 5 << 20;

  /** A line of which {@link #MANY} bytes are made; the number of its item follows. */
  private static final String LONG_LINE =
      "{\"execution_id\":\"run-7\",\"item_type\":\"interception_iteration\",\"content\":\"%s\",\"seq\":"
          .formatted("long ".repeat(2_000));

  /** What the log gains when its beginning is known. */
  private static final String GAINED =
      """
      {"execution_id":"run-2","sequence_number":2,"item_type":"pipeline_complete","timestamp":"2025-01-01T10:00:09Z"}
      """;

  /** What is recorded. */
  private static final String EVENTS =
      """
      {"execution_id":"run-3","config_name":"training"}
      {"execution_id":"run-3","item_type":"user_input_text","content":"Stra\\u00dfe","metadata":{"a":[1,null]}}
      {"execution_id":"run-3","item_type":
      """;

  /** One grey pixel, so that a bundle has a medium. */
  private static final String PICTURE =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNoAAAAggCB2kUIOwAAAABJRU5ErkJggg==";

  /** What to run; each with the logs and the index of the working folder. */
  private static final List<List<String>> COMMANDS =
      List.of(
          List.of("list", "-n", "20"),
          List.of("list", "-n", "20"),
          List.of("list", "--format", "table"),
          List.of("list", "--json", "--since", "2025-01-01"),
          List.of("list", "--text", "blume"),
          List.of("list", "--status", "error", "--zone", "Europe/Berlin"),
          List.of("show", "run-1"),
          List.of("show", "run-4"),
          List.of("show", "run-4", "--full"),
          List.of("show", "run-4", "--view", "student"),
          List.of("show", "run-6"),
          List.of("show", "latest", "--json"),
          List.of("items", "-n", "20"),
          List.of("items", "--json"),
          List.of("outputs"),
          List.of("outputs", "--format", "table"),
          List.of("search", "blume"),
          List.of("stats"),
          List.of("stats", "--json"),
          List.of("doctor"),
          List.of("media", "check"),
          List.of("media", "at-risk"),
          List.of("export", "--all", "--force", "-o", "bundle.zip"),
          List.of("verify", "bundle.zip"),
          List.of("import", "bundle.zip", "--into", "imported"),
          List.of("archive", "--to", "archive", "--not-again"),
          List.of("archive", "--to", "archive", "--not-again"),
          List.of("archive", "status", "--to", "archive"),
          List.of("archive", "verify", "--to", "archive"),
          List.of("index", "status"),
          List.of("record"),
          List.of("record", "--ack"),
          List.of("settings"),
          List.of("list", "--help"),
          List.of("show", "none"),
          List.of("lst"),
          List.of(CompleteCommand.NAME, "executions"),
          List.of("version"));

  private final Session session;

  TrainCommand(Session session) {
    this.session = session;
  }

  @Override
  public ExitCode call() throws IOException {
    Path folder = session.console().cwd();
    Path logs = Files.createDirectories(folder.resolve("logs"));
    Path log = Files.writeString(logs.resolve("a.jsonl"), LOG);
    StringBuilder many = new StringBuilder(MANY);
    for (int number = 1; many.length() < MANY; number++) {
      many.append(LONG_LINE).append(number).append("}\n");
    }
    Files.writeString(logs.resolve("b.jsonl"), many);
    byte[] picture = Base64.getDecoder().decode(PICTURE);
    Files.write(Files.createDirectories(folder.resolve("exports")).resolve("flower.png"), picture);
    Main.run(quiet(folder), "list");
    Files.writeString(log, GAINED, StandardOpenOption.APPEND);
    for (List<String> command : COMMANDS) {
      Main.run(quiet(folder), command.toArray(String[]::new));
    }
    fetch(folder, picture);
    return ExitCode.OK;
  }

  private void fetch(Path folder, byte[] picture) throws IOException {
    try (TrainServer server = new TrainServer(picture)) {
      String line =
          "{\"execution_id\":\"run-8\",\"sequence_number\":%d,\"item_type\":\"output_image\",\"file_path\":\"http://%s/%d.png\"}\n";
      Path log = folder.resolve("logs").resolve("c.jsonl");
      for (int number = 1; number <= 4; number++) {
        Files.writeString(
            log,
            line.formatted(number, server.address(), number),
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
      }
      Main.run(
          quiet(folder),
          "media",
          "fetch",
          "run-8",
          "--store",
          "store",
          "--allow-host",
          server.address());
    }
  }

  /** Returns a console whose output nobody sees, and which knows no settings but the folder. */
  private Console quiet(Path folder) {
    Map<String, String> environment =
        Map.of("HOME", folder.toString(), "TRACKER_INDEX", folder.resolve("index.db").toString());
    return new Console(
        new ByteArrayInputStream(EVENTS.getBytes(UTF_8)),
        new PrintWriter(new OutputStreamWriter(OutputStream.nullOutputStream(), UTF_8)),
        OutputStream.nullOutputStream(),
        new PrintWriter(new OutputStreamWriter(OutputStream.nullOutputStream(), UTF_8)),
        environment,
        session.console().clock(),
        folder,
        Terminal.none());
  }
}
