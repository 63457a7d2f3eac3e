package org.researchtracker.cli.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.researchtracker.cli.CliHarness;
import org.researchtracker.cli.CliResult;

/** Tokens, and who needs one: if these fail, a network reads what is for one machine. */
class ServeTokensTest {
  private static final String LOG = "{\"execution_id\":\"e1\",\"config_name\":\"c\"}\n";

  @Test
  void othersMachinesWantTokens(@TempDir Path folder) throws IOException {
    CliHarness harness = new CliHarness(folder);
    harness.write("logs/a.jsonl", LOG);
    CliResult result = harness.run("serve", "--port", "0", "--bind", "0.0.0.0");
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("wants --token-file");
  }

  @ParameterizedTest
  @CsvSource({
    "'', holds no token",
    "'abc', line 1",
    "'abc teacher', line 1",
    "'abc transcript', line 1",
    "'abc student extra', line 1",
    "'abc student\nabc advanced', line 2"
  })
  void saysWhatIsWrongWithTokens(String text, String told, @TempDir Path folder)
      throws IOException {
    CliHarness harness = new CliHarness(folder);
    harness.write("wrong", text);

    CliResult result = harness.run("serve", "--port", "0", "--token-file", "wrong");

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains(told).doesNotContain("abc student", "'abc'");
  }

  @Test
  void warnsOfTokensThatOthersCanRead(@TempDir Path folder)
      throws IOException, InterruptedException {
    CliHarness harness = new CliHarness(folder);
    harness.write("logs/a.jsonl", LOG);
    Path tokens = harness.write("tokens", "short student\n");
    Files.setPosixFilePermissions(tokens, PosixFilePermissions.fromString("rw-r--r--"));
    try (Served open = Served.start(harness, "--token-file", "tokens")) {
      assertThat(open.said()).contains("chmod 600 tokens", "16 characters").doesNotContain("short");
    }
  }
}
