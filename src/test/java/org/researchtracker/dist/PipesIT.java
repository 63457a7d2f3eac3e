package org.researchtracker.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Puts the packaged program between pipes, which have no length, no position and may close. */
@DisabledOnOs(OS.WINDOWS)
class PipesIT {
  private static final Path LAUNCHER =
      Path.of(System.getProperty("tracker.dist")).resolve("bin/tracker");

  @TempDir Path temp;

  @BeforeEach
  void makeLogs() throws Exception {
    Path logs = Files.createDirectories(temp.resolve("logs"));
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 2000; i++) {
      lines.append("{\"execution_id\":\"e").append(i).append("\",\"config_name\":\"dada\"}\n");
    }
    Files.writeString(logs.resolve("a.jsonl"), lines);
  }

  private Program.Result shell(String script) throws Exception {
    return new Program(temp)
        .with("HOME", temp.toString())
        .run("sh", "-c", script.replace("tracker", "'" + LAUNCHER + "'"));
  }

  @Test
  void idsComeOutOfAPipe() throws Exception {
    Program.Result result =
        shell("printf 'e7\\ne9\\n' | tracker list --ids-from - --columns execution_id");
    assertThat(result.toString()).isEqualTo("execution_id\ne7\ne9\n[exit 0]");
  }

  @Test
  void aReaderWhoHasSeenEnoughIsNoError() throws Exception {
    Program.Result result = shell("{ tracker list; echo \"exit $?\" >&2; } | head -1 | cut -f1");
    assertThat(result.toString()).isEqualTo("execution_id\nexit 0\n[exit 0]");
  }
}
