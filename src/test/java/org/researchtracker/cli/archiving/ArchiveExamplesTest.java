package org.researchtracker.cli.archiving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.researchtracker.cli.CliHarness;
import org.researchtracker.cli.CliResult;
import org.researchtracker.log.LogTree;

/**
 * Holds the examples for cron, systemd and logrotate to what they are for: each command in them is
 * run, and each file is given to the program that reads it, where that is installed.
 */
class ArchiveExamplesTest {
  private static final Path EXAMPLES = Path.of("examples/archive");

  @TempDir Path temp;
  private CliHarness cli;

  @BeforeEach
  void copyWorkshop() throws IOException {
    cli = new CliHarness(temp).withWorkshop();
  }

  /** Runs a command of an example on the workshop. */
  private CliResult run(String command) {
    String here =
        command
            .replaceFirst("^(/usr/bin/tracker|\\$TRACKER) ", "")
            .replaceAll("/srv/pipeline/logs|\\$LOGS", "logs")
            .replaceAll("/srv/archive/bundles|\\$ARCHIVE", "bundles")
            .replace("--min-free 2G", "--min-free 1M");
    return cli.run(here.split(" +", -1));
  }

  @Test
  void theCrontabRuns() throws IOException {
    Pattern line = Pattern.compile("(?:\\S+\\s+){5}mountpoint -q /srv/archive && (\\$TRACKER .*)");
    int commands = 0;
    for (String text : Files.readAllLines(EXAMPLES.resolve("crontab"))) {
      Matcher matcher = line.matcher(text);
      if (matcher.matches()) {
        commands++;
        assertThat(matcher.group(1)).doesNotContainPattern("(?<!\\\\)%");
        CliResult result = run(matcher.group(1).replace("\\%", "%"));
        assertThat(result.exit()).as(result.err()).isIn(0, 3);
      } else {
        assertThat(text).matches("#.*|[A-Z]+=\\S+|");
      }
    }
    assertThat(commands).isEqualTo(3);
    assertThat(cli.folder().resolve("bundles/2025-11-03.zip")).exists();
  }

  @Test
  void theServiceRuns() throws IOException {
    String service = Files.readString(EXAMPLES.resolve("tracker-archive.service"));
    Matcher start = Pattern.compile("(?m)^ExecStart=(.*)$").matcher(service);
    assertThat(start.find()).isTrue();
    CliResult result = run(start.group(1).replace("%%", "%"));
    assertThat(result.exit()).as(result.err()).isIn(0, 3);
  }

  @Test
  void systemdUnderstandsServiceAndTimer() throws IOException, InterruptedException {
    assumeTrue(has("systemd-analyze"), "systemd-analyze is not installed");
    for (String name : List.of("tracker-archive.service", "tracker-archive.timer")) {
      String text = Files.readString(EXAMPLES.resolve(name));
      Files.writeString(temp.resolve(name), text.replace("/usr/bin/tracker", "/bin/true"));
    }
    String said =
        tool(
            List.of(
                "systemd-analyze",
                "verify",
                "--man=no",
                temp.resolve("tracker-archive.service").toString(),
                temp.resolve("tracker-archive.timer").toString()));
    // What it says of the machine's own units is not ours.
    assertThat(said.lines().filter(line -> line.contains("tracker-archive"))).isEmpty();
  }

  @Test
  void logrotateMakesNamesThatAreToldAsLogs() throws IOException, InterruptedException {
    String conf = Files.readString(EXAMPLES.resolve("logrotate.conf"));
    assertThat(conf).contains("dateext").contains("dateformat -%Y%m%d\n");
    Path logs = Files.createDirectories(temp.resolve("rotated"));
    Files.writeString(logs.resolve("workshop.jsonl-20251103.gz"), "");
    Files.writeString(logs.resolve("workshop.jsonl-20251104"), "");
    assertThat(LogTree.walk(List.of(logs)).files()).hasSize(2);

    assumeTrue(has("logrotate"), "logrotate is not installed");
    Files.writeString(logs.resolve("workshop.jsonl"), "{}\n");
    Path here = temp.resolve("logrotate.conf");
    Files.writeString(here, conf.replace("/srv/pipeline/logs", logs.toString()));
    tool(
        List.of(
            "logrotate", "--force", "--state", temp.resolve("state").toString(), here.toString()));
    assertThat(LogTree.walk(List.of(logs)).files()).hasSize(3);
    assertThat(logs.resolve("workshop.jsonl")).doesNotExist();
  }

  @Test
  void theScriptIsPlainShell() throws IOException, InterruptedException {
    assumeTrue(has("shellcheck"), "shellcheck is not installed");
    assertThat(tool(List.of("shellcheck", "-s", "sh", EXAMPLES.resolve("nightly.sh").toString())))
        .isEmpty();
  }

  private static boolean has(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private static String tool(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }
}
