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

  private static final String LOG =
      """
      {"execution_id":"run-1","config_name":"training","timestamp":"2025-01-01T10:00:00+00:00","items":[{"seq":1,"stage":1,"item_type":"user_input_text","content":"Eine Blume","metadata":{"a":[1,2.5,true,null]}}]}
      {"execution_id":"run-1","sequence_number":2,"item_type":"output_image","stage":4,"output_config_index":1,"media_type":"image","file_path":"flower.png","config_used":"sd35_large","timestamp":"2025-01-01T10:00:01.5+00:00"}
      {"execution_id":"run-2","config_name":"training","sequence_number":1,"item_type":"user_input_text","content":"Stra\\u00dfe \\ud83d\\udc3b"}
      no line of a log
      """;

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
          List.of("show", "run-1"),
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
          List.of("export", "--all", "--force", "-o", "bundle.zip"),
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
    Files.write(
        Files.createDirectories(folder.resolve("exports")).resolve("flower.png"),
        Base64.getDecoder().decode(PICTURE));
    Main.run(quiet(folder), "list");
    Files.writeString(log, GAINED, StandardOpenOption.APPEND);
    for (List<String> command : COMMANDS) {
      Main.run(quiet(folder), command.toArray(String[]::new));
    }
    return ExitCode.OK;
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
