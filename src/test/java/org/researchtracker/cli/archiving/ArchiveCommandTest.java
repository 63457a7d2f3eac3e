package org.researchtracker.cli.archiving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.researchtracker.archive.ArchiveRun;
import org.researchtracker.cli.CliHarness;
import org.researchtracker.cli.CliResult;

/** If these fail, cron mails about nothing, or does not when it should. */
class ArchiveCommandTest {
  @TempDir Path temp;
  private CliHarness cli;

  @BeforeEach
  void copyWorkshop() throws IOException {
    cli =
        new CliHarness(temp)
            .withWorkshop()
            .env("TRACKER_MAP", "/srv/pipeline/exports=exports\n/exports=exports");
  }

  private Path archived(String name) {
    return cli.folder().resolve("to").resolve(name);
  }

  @Test
  void isSilentWhenAllIsWellAndSaysOneLineWithV() {
    CliResult first = cli.run("archive", "--to", "to", "--per", "day", "--on", "2025-11-03");
    assertThat(first.out() + first.err()).isEmpty();
    assertThat(first.exit()).isZero();

    CliResult second = cli.run("archive", "--to", "to", "--per", "day", "--on", "2025-11-03", "-v");
    assertThat(second.out()).isEmpty();
    assertThat(second.err().lines().filter(line -> !line.contains("doctor")))
        .containsExactly("tracker: archived 0 bundles, 1 unchanged, 0 not ready");
  }

  @Test
  void tellsMissingMediaOnceOnStderr() {
    CliResult first = cli.run("archive", "--to", "to", "--per", "day");
    assertThat(first.exit()).isEqualTo(3);
    assertThat(first.out()).isEmpty();
    assertThat(first.err())
        .isEqualTo("tracker: 2025-11-04.zip: 2 media missing (1 not_fetched, 1 not_found)\n");

    CliResult again = cli.run("archive", "retry", "--to", "to");
    assertThat(again.exit()).isZero();
    assertThat(again.err()).isEmpty();
    assertThat(cli.run("archive", "status", "--to", "to", "--json").out())
        .contains("\"reason\": \"not_fetched\"");
  }

  @Test
  void quietlyKeepsTheExitCode() {
    CliResult result = cli.run("archive", "--to", "to", "-q");
    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.out() + result.err()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "day, 2025-11-04, --on 2025-11-04",
    "session, 2025-11-03_session-11-03-a, --session session-11-03-a",
    "execution, 2025-11-03_stillepost_ws-01-stillepost, ws-01-stillepost",
    "config, 2025-11-04_dada, --on 2025-11-04 --config dada",
    "device, 2025-11-03_tablet-04, --device tablet-04 --on 2025-11-03",
    "user, 2025-11-03_user-2, --user user-2 --on 2025-11-03",
  })
  void aBundleIsWhatExportMakesOfTheSameSelection(String per, String name, String selection)
      throws IOException {
    cli.run("archive", "--to", "to", "--per", per);
    Files.createDirectories(cli.folder().resolve("exported"));
    String[] words = ("export " + selection + " -o exported/" + name + ".zip").split(" ", -1);
    CliResult exported = cli.run(words);

    assertThat(exported.exit()).as(exported.err()).isIn(0, 3);
    for (String file : List.of(name + ".zip", name + ".zip.sha256")) {
      assertThat(archived(file))
          .as(file)
          .hasSameBinaryContentAs(cli.folder().resolve("exported").resolve(file));
    }
  }

  @Test
  void whatFailedIsTriedAgainByItsIds() throws IOException {
    CliResult full =
        cli.run(
            "archive", "--to", "to", "--per", "day", "--min-free", "900000G", "--errors-to", "e");
    assertThat(full.exit()).isEqualTo(1);
    assertThat(full.err()).contains("no room in $TMP/to: ").contains("hint: free some space");
    // What the run did not come to is not archived either.
    assertThat(Files.readAllLines(cli.folder().resolve("e")))
        .contains("ws-01-stillepost", "ws-10-open")
        .doesNotContain("abc-123");
    assertThat(cli.run("archive", "status", "--to", "to").exit()).isEqualTo(3);

    CliResult again = cli.run("archive", "--to", "to", "--per", "day", "--ids-from", "e");
    assertThat(again.exit()).isEqualTo(3);
    assertThat(archived("2025-11-03.zip")).exists();
    assertThat(archived("2025-11-04.zip")).exists();
    cli.run("archive", "--to", "to", "--per", "day", "--errors-to", "e");
    assertThat(cli.folder().resolve("e")).isEmptyFile();
  }

  @Test
  void twoAtOnceAreKeptApart() throws IOException {
    try (ArchiveRun run =
        ArchiveRun.begin(
            cli.folder().resolve("to"),
            "archive",
            Duration.ZERO,
            Clock.offset(CliHarness.CLOCK, Duration.ofMinutes(-4)),
            line -> {})) {
      assertThat(run).isNotNull();
      for (String command : new String[] {"archive --to to", "archive retry --to to"}) {
        CliResult result = cli.run(command.split(" ", -1));
        assertThat(result.exit()).isEqualTo(6);
        assertThat(result.err())
            .contains("another run holds the lock of $TMP/to (archive, process ")
            .contains(", for 4 min)")
            .contains("hint: --lock-wait 5m waits");
      }
      assertThat(cli.run("archive", "--to", "to", "--lock-wait", "1s").exit()).isEqualTo(6);
      assertThat(cli.run("archive", "status", "--to", "to").out())
          .contains("running\tarchive, process");
    }
    assertThat(cli.run("archive", "--to", "to", "-q").exit()).isEqualTo(3);
  }

  @Test
  void mayWaitLongerThanAnyClockCounts() {
    assertThat(cli.run("archive", "--to", "to", "-q", "--lock-wait", "99999999w").exit())
        .isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "archive",
        "archive --to to --per week",
        "archive --to to --settle soon",
        "archive --to to --idle 5",
        "archive --to to --min-free much",
        "archive --to to --lock-wait -1h",
        "archive --to to --name-template {nothing}",
        "archive --to to --name-template a/b",
        "archive --to to --name-template .{id}",
        "archive --to to --since-last ../x",
        "archive --to to --comfyui http://localhost:8188",
        "archive status",
        "archive status --to to --max-age old",
        "archive verify --to to --sample 0%",
        "archive verify --to to --sample 10",
        "archive prune --to to",
        "archive prune --to to --superseded --keep-versions 0",
      })
  void aMistakeIsToldBeforeAnythingIsMade(String command) {
    CliResult result = cli.run(command.split(" ", -1));
    assertThat(result.exit()).as(result.err()).isEqualTo(2);
    assertThat(result.err()).startsWith("tracker: ");
    assertThat(cli.folder().resolve("to")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"status", "retry", "verify", "prune --superseded"})
  void whatLooksAfterAnArchiveMakesNone(String command) {
    CliResult result = cli.run(("archive " + command + " --to nowhere").split(" ", -1));
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).contains("there is no folder $TMP/nowhere");
    assertThat(cli.folder().resolve("nowhere")).doesNotExist();
  }

  @Test
  void aMonitorHearsWhenNoRunEndedWell() throws IOException {
    Files.createDirectories(cli.folder().resolve("to"));
    CliResult never = cli.run("archive", "status", "--to", "to");
    assertThat(never.exit()).isEqualTo(3);
    assertThat(never.out()).contains("last_run\tnever");

    cli.run("archive", "--to", "to", "--per", "day");
    assertThat(cli.run("archive", "--to", "to", "status", "--max-age", "1s").exit()).isZero();
    assertThat(cli.run("archive", "verify", "--to", "to").exit()).isZero();
  }

  @Test
  void aDamagedBundleIsTold() throws IOException {
    cli.run("archive", "--to", "to", "--per", "day", "-q");
    byte[] bytes = Files.readAllBytes(archived("2025-11-03.zip"));
    bytes[bytes.length / 3] ^= 1;
    Files.write(archived("2025-11-03.zip"), bytes);

    CliResult result = cli.run("archive", "verify", "--to", "to");
    assertThat(result.exit()).isEqualTo(5);
    assertThat(result.err())
        .startsWith("tracker: 2025-11-03.zip: is not the file that was written");
  }

  @Test
  void removesNothingInARehearsal() {
    cli.run("archive", "--to", "to", "--per", "day", "-q");
    CliResult result = cli.run("archive", "prune", "--to", "to", "--superseded", "--dry-run", "-v");
    assertThat(result.exit()).isZero();
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("would remove 0 superseded versions");
  }

  @Test
  void listsWhatARehearsalWouldRemoveAndWhatHoldsItAsTwoColumns() throws IOException {
    cli.run("archive", "--to", "to", "--per", "day", "-q");
    Files.writeString(
        cli.folder().resolve("logs/late.jsonl"),
        "{\"execution_id\":\"ws-01-stillepost\",\"sequence_number\":900,\"item_type\":\"late\"}\n");
    cli.run("archive", "--to", "to", "--per", "day", "-q");

    CliResult result = cli.run("archive", "prune", "--to", "to", "--superseded", "--dry-run");
    assertThat(result.out()).isEqualTo("2025-11-03.zip\t2025-11-03_v2.zip\n");
    assertThat(archived("2025-11-03.zip")).exists();
  }

  @Test
  void saysWhyTheFolderCannotBeMade() throws IOException {
    Files.writeString(cli.folder().resolve("file"), "mine");
    CliResult result = cli.run("archive", "--to", "file");
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err())
        .startsWith("tracker: the folder $TMP/file cannot be made: a file of that name is there\n");
  }

  @Test
  void aBookmarkIsKeptInTheDataFolder() {
    cli.run("archive", "--to", "one", "--per", "day", "--since-last", "school", "-q");
    CliResult second =
        cli.run("archive", "--to", "two", "--per", "day", "--since-last", "school", "-v");
    assertThat(second.exit()).isZero();
    assertThat(second.err()).contains("archived 0 bundles, 0 unchanged, 1 not ready");
    assertThat(cli.folder().resolve("home/.local/share/tracker/bookmarks"))
        .isDirectoryContaining(file -> file.getFileName().toString().startsWith("school-"));
  }
}
