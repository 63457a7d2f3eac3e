package org.researchtracker.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.researchtracker.cli.CliHarness;
import org.researchtracker.cli.CliResult;

/** Which value of a setting holds, and where it came from. */
class SettingsTest {
  private static final String FILE = "home/.config/tracker/settings.properties";

  @TempDir Path temp;
  private CliHarness cli;

  @BeforeEach
  void start() throws IOException {
    cli = new CliHarness(temp);
  }

  private String line(String name, String... args) {
    return cli.run(args)
        .out()
        .lines()
        .filter(line -> line.startsWith(name + "\t"))
        .findFirst()
        .orElse("");
  }

  @Test
  void optionBeatsEnvironmentBeatsFileBeatsDefault() throws IOException {
    assertThat(line("zone", "settings")).isEqualTo("zone\tdefault\tEurope/Berlin");
    cli.write(FILE, "# ours\nzone = Asia/Tokyo\n");
    assertThat(line("zone", "settings")).isEqualTo("zone\tfile $TMP/" + FILE + ":2\tAsia/Tokyo");
    cli.env("TRACKER_ZONE", "UTC");
    assertThat(line("zone", "settings")).isEqualTo("zone\tenvironment TRACKER_ZONE\tUTC");
    assertThat(line("zone", "settings", "--zone", "America/Lima"))
        .isEqualTo("zone\toption --zone\tAmerica/Lima");
    assertThat(line("zone", "--zone=America/Lima", "settings"))
        .isEqualTo("zone\toption --zone\tAmerica/Lima");
  }

  @Test
  void anEmptyVariableIsNone() {
    cli.env("TRACKER_ZONE", "");

    assertThat(line("zone", "settings")).isEqualTo("zone\tdefault\tEurope/Berlin");
  }

  @Test
  void collectsListsBeforeAndAfterTheCommand() {
    assertThat(cli.run("--logs", "a", "settings", "--logs", "b", "--logs=c").out().lines())
        .filteredOn(line -> line.startsWith("logs\t"))
        .containsExactly(
            "logs\toption --logs\t$TMP/a",
            "logs\toption --logs\t$TMP/b",
            "logs\toption --logs\t$TMP/c");
  }

  @Test
  void splitsListsInTheEnvironment() {
    cli.env("TRACKER_LOGS", "a:/b").env("TRACKER_MAP", "/x=/y\n/x/z=w\n");

    assertThat(cli.run("settings").out().lines())
        .contains(
            "logs\tenvironment TRACKER_LOGS\t$TMP/a",
            "logs\tenvironment TRACKER_LOGS\t/b",
            "map\tenvironment TRACKER_MAP\t/x=/y",
            "map\tenvironment TRACKER_MAP\t/x/z=w");
  }

  @Test
  void readsPathsInAFileFromItsFolder() throws IOException {
    cli.write("project/my.properties", "logs = logs\nlogs: ~/more\\\n  -logs\n");

    assertThat(cli.run("settings", "--settings-file", "project/my.properties").out().lines())
        .contains(
            "logs\tfile $TMP/project/my.properties:1\t$TMP/project/logs",
            "logs\tfile $TMP/project/my.properties:1\t$TMP/home/more-logs");
  }

  @Test
  void namesTheLineOfAnUnknownSetting() throws IOException {
    cli.write(FILE, "zone = UTC\n\nzon = UTC\n");

    CliResult result = cli.run("settings");
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err())
        .isEqualTo(
            "tracker: $TMP/" + FILE + ":3: unknown setting 'zon'\nhint: did you mean zone?\n");
  }

  @Test
  void refusesASettingThatStandsTwice() throws IOException {
    cli.write(FILE, "zone = UTC\nzone = Asia/Tokyo\n");

    assertThat(cli.run("settings").err()).contains(":2: 'zone' stands in line 1 already");
  }

  @Test
  void wantsANamedFileToBeThere() {
    CliResult result = cli.run("settings", "--settings-file", "none.properties");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).contains("none.properties: there is no such file");
  }

  /** Else services whose home is no folder, such as /dev/null, can run nothing. */
  @Test
  void aHomeThatIsNoFolderHoldsNoSettings() throws IOException {
    cli.withWorkshop().env("HOME", cli.write("nobody", "").toString());

    CliResult result = cli.run("list", "--columns", "execution_id", "ws-10");
    assertThat(result.exit()).isZero();
    assertThat(result.out()).isEqualTo("execution_id\nws-10-open\n");
    assertThat(result.err())
        .contains("cannot be written", "reading into a temporary one\nhint: name another place");
  }

  @Test
  void findsTheUsersFoldersByTheSpecification() {
    assertThat(line("store", "settings")).endsWith("$TMP/home/.local/share/tracker/store");
    cli.env("XDG_DATA_HOME", "relative/is/invalid");
    assertThat(line("store", "settings")).endsWith("$TMP/home/.local/share/tracker/store");
    cli.env("XDG_DATA_HOME", "/data");
    assertThat(line("store", "settings")).endsWith("\t/data/tracker/store");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void withoutAHomeTheIndexLiesInAFolderOfThisUserAlone() throws IOException {
    cli.without("HOME").env("TMPDIR", temp.toString());
    cli.write("logs/a.jsonl", "");
    assertThat(cli.run("list").exit()).isZero();

    Path own = temp.resolve("tracker-" + Files.getAttribute(temp, "unix:uid"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(own)))
        .isEqualTo("rwx------");
    assertThat(own.resolve("cache")).isNotEmptyDirectory();
    assertThat(cli.run("list").err()).isEmpty();

    Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertIsRefused();
    Files.move(own, temp.resolve("elsewhere"));
    Files.setPosixFilePermissions(
        temp.resolve("elsewhere"), PosixFilePermissions.fromString("rwx------"));
    Files.createSymbolicLink(own, temp.resolve("elsewhere"));
    assertIsRefused();
  }

  private void assertIsRefused() {
    CliResult result = cli.run("list");
    assertThat(result.exit()).as(result.text()).isEqualTo(1);
    assertThat(result.err()).contains("is not a folder of this user alone").contains("hint: ");
  }

  @Test
  void withoutAHomeNoSettingsAreBelieved() throws IOException {
    cli.without("HOME").env("TMPDIR", temp.toString());
    cli.write(".config/tracker/settings.properties", "zone = Asia/Tokyo\n");

    assertThat(line("zone", "settings")).isEqualTo("zone\tdefault\tEurope/Berlin");
  }

  @Test
  void takesLogsHereIfTheyAreThere() throws IOException {
    assertThat(line("logs", "settings")).isEqualTo("logs\tdefault\t");
    Files.createDirectories(cli.folder().resolve("logs"));
    assertThat(line("logs", "settings")).isEqualTo("logs\tdefault\t$TMP/logs");
  }

  @Test
  void hasOneIndexForEachSetOfRoots() throws IOException {
    cli.write("a/a.jsonl", "");
    cli.write("b/b.jsonl", "");

    assertThat(line("index", "settings", "--logs", "a"))
        .isEqualTo("index\tdefault\t$TMP/home/.cache/tracker/index-v4-DIGEST.db");
    cli.run("list", "--logs", "a", "--logs", "b");
    cli.run("list", "--logs", "./b/../b", "--logs", "a");
    assertThat(indexes()).hasSize(1);
    cli.run("list", "--logs", "a");
    assertThat(indexes()).hasSize(2);
  }

  private List<Path> indexes() throws IOException {
    try (Stream<Path> files = Files.list(cli.folder().resolve("home/.cache/tracker"))) {
      return files.filter(file -> file.toString().endsWith(".db")).toList();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', '', auto, default",
    "1, '', '', never, environment NO_COLOR",
    "'', 1, '', always, environment CLICOLOR_FORCE",
    "'', 0, '', auto, default",
    "1, 1, '', never, environment NO_COLOR",
    "'', '', dumb, never, environment TERM"
  })
  void knowsTheCustomsOfColour(
      String noColor, String force, String term, String value, String origin) {
    cli.env("NO_COLOR", noColor).env("CLICOLOR_FORCE", force).env("TERM", term);

    assertThat(line("color", "settings")).isEqualTo("color\t" + origin + "\t" + value);
    assertThat(line("color", "settings", "--color", "always"))
        .isEqualTo("color\toption --color\talways");
    assertThat(line("color", "settings", "--color", "auto")).endsWith("\t" + value);
  }

  @ParameterizedTest
  @CsvSource({"64M, 67108864", "1024, 1024", "2k, 2048", "1 GiB, 1073741824", "10MB, 10485760"})
  void readsSizes(String text, long bytes) {
    assertThat(line("max-line", "settings", "--max-line", text))
        .isEqualTo("max-line\toption --max-line\t" + bytes);
  }

  @ParameterizedTest
  @CsvSource({
    "--zone, Berlin, zone 'Berlin' is unknown (--zone)",
    "--max-line, 0, max-line '0' is no size between 1 and 2047M (--max-line)",
    "--max-line, 3G, max-line '3G' is no size between 1 and 2047M (--max-line)",
    "--color, blue, 'color ''blue'' is not one of auto, always, never (--color)'",
    "--map, foo, map 'foo': not of the form OLD=NEW (--map)",
    "--map, =foo, map '=foo': OLD is empty (--map)",
    "--map, '', map '': not of the form OLD=NEW (--map)",
    "--store, '', --store is empty"
  })
  void refusesAtOnceWhatASettingCannotBe(String option, String value, String message)
      throws IOException {
    cli.write("logs/a.jsonl", "no line of a log\n");

    for (String command : List.of("list", "stats", "index status", "settings", "version")) {
      List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
      words.addAll(List.of(option, value));
      CliResult result = cli.run(words.toArray(String[]::new));
      assertThat(result.exit()).as(result.text()).isEqualTo(2);
      assertThat(result.out()).isEmpty();
      assertThat(result.err()).startsWith("tracker: ").contains(message);
      assertThat(result.err().lines().toList().get(1)).startsWith("hint: ");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "map = foo, 'map ''foo'': not of the form OLD=NEW'",
    "zone = Berlin, zone 'Berlin' is unknown",
    "keep-missing = maybe, keep-missing 'maybe' is neither true nor false",
    "color = blue, 'color ''blue'' is not one of auto, always, never'"
  })
  void refusesItInTheFileAsWell(String line, String message) throws IOException {
    cli.write("logs/a.jsonl", "");
    cli.write(FILE, "\n" + line + "\n");
    String wrong = "tracker: " + message + " ($TMP/" + FILE + ":2)\n";

    CliResult list = cli.run("list");
    assertThat(list.exit()).as(list.text()).isEqualTo(2);
    assertThat(list.err()).startsWith(wrong);
    CliResult settings = cli.run("settings");
    assertThat(settings.exit()).isZero();
    assertThat(settings.out()).contains(line.split(" = ", 2)[1]);
    assertThat(settings.err()).isEqualTo(wrong);
  }

  @ParameterizedTest
  @CsvSource({"--exclude-from, ids", "--labels, labels"})
  void readsNoLogBeforeAFileThatIsNotThere(String option, String what) throws IOException {
    cli.write("logs/a.jsonl", "no line of a log\n");

    for (String command : List.of("list", "index rebuild", "doctor", "export --all")) {
      List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
      words.addAll(List.of(option, "none"));
      CliResult result = cli.run(words.toArray(String[]::new));
      assertThat(result.exit()).as(result.text()).isEqualTo(1);
      assertThat(result.err())
          .startsWith("tracker: cannot read the " + what + " in $TMP/none")
          .contains("no such file")
          .contains("hint: ");
    }
    assertThat(cli.folder().resolve("home/.cache")).doesNotExist();
  }
}
