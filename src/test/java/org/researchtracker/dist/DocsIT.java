package org.researchtracker.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the scripts that the pages show, with the packaged program in a copy of the example
 * workshop: each block of {@code sh}, and of {@code python} where a server is asked, unless a
 * comment above it says why not. A script that takes an address from {@code API} gets that of a
 * server of its own.
 */
@DisabledOnOs(OS.WINDOWS)
class DocsIT {
  private static final Path DIST = Path.of(System.getProperty("tracker.dist"));

  /** What a pipeline without a log has on disk. */
  private static final String RECORD =
      """
      {"execution_id":"old-1","config_name":"dada","items":[
        {"sequence_number":1,"item_type":"user_input_text","content":"Ein Hut"}]}
      """;

  @TempDir Path temp;

  /** A block, and where it stands. */
  private record Script(Path page, int line, String language, String text) {
    boolean isRun() {
      return language.equals("sh") || (language.equals("python") && asksServer());
    }

    boolean asksServer() {
      return Pattern.compile("\\bAPI\\b").matcher(text).find();
    }

    List<String> command() {
      return language.equals("sh") ? List.of("sh", "-euc", text) : List.of("python3", "-c", text);
    }

    @Override
    public String toString() {
      return page + ":" + line;
    }
  }

  static Stream<Script> scripts() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(Path.of("README.md"), Path.of("CHANGELOG.md")));
    try (Stream<Path> files = Files.walk(Path.of("src/docs"))) {
      files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
    }
    List<Script> scripts = new ArrayList<>();
    for (Path page : pages) {
      collect(page, Files.readAllLines(page), scripts);
    }
    return scripts.stream();
  }

  private static void collect(Path page, List<String> lines, List<Script> scripts) {
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith("```")) {
        int end = i + 1;
        while (!lines.get(end).equals("```")) {
          end++;
        }
        if (i == 0 || !lines.get(i - 1).startsWith("<!-- not run: ")) {
          String text = String.join("\n", lines.subList(i + 1, end));
          Script script = new Script(page, i + 2, line.substring(3), text);
          if (script.isRun()) {
            scripts.add(script);
          }
        }
        i = end;
      }
    }
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void doesWhatThePageShows(Script script) throws Exception {
    Path folder = temp.resolve("a workshop");
    Program.Result copied =
        new Program(temp)
            .run("cp", "-R", Path.of("examples/workshop").toAbsolutePath().toString(), "" + folder);
    assertThat(copied.exit()).as(copied.toString()).isZero();

    Path runs = Files.createDirectory(folder.resolve("runs"));
    Files.writeString(runs.resolve("exec_20251001_old.json"), RECORD);

    Program program =
        new Program(folder)
            .with("PATH", DIST.resolve("bin") + ":" + System.getenv("PATH"))
            .with("HOME", temp.resolve("home").toString())
            .with("TRACKER_LOGS", "logs")
            .with("TRACKER_MAP", "/srv/pipeline/exports=exports\n/exports=exports")
            .with("DAY", "2025-11-03");
    if (script.asksServer()) {
      assumeTrue(Program.isHere("curl") && Program.isHere("python3"), "no curl, or no python3");
      try (ServeProgram server = ServeProgram.start(folder.resolve("logs"), temp)) {
        assertRuns(script, program.with("API", server.address().replaceFirst("/$", "")));
      }
    } else {
      assertRuns(script, program);
    }
  }

  private static void assertRuns(Script script, Program program) throws Exception {
    Program.Result result = program.run(script.command().toArray(String[]::new));
    assertThat(result.exit()).as("%s:%n%s", script, result).isZero();
  }
}
