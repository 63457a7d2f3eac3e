package org.researchtracker.cli.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.researchtracker.cli.CliHarness;
import org.researchtracker.cli.CliResult;
import org.researchtracker.model.JsonValue.JsonNumber;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.JsonValue.JsonString;

/** What the selection's options select, on the example workshop. */
class SelectionTest {
  @TempDir static Path temp;

  @BeforeAll
  static void copyWorkshop() throws IOException {
    new CliHarness(temp).withWorkshop();
  }

  private static List<String> ids(String... args) throws IOException {
    return ids(new CliHarness(temp), args);
  }

  private static List<String> ids(CliHarness cli, String... args) {
    String[] all = java.util.Arrays.copyOf(args, args.length + 2);
    all[args.length] = "--columns";
    all[args.length + 1] = "execution_id";
    CliResult result = cli.run(all);
    assertThat(result.exit()).as(result.err()).isZero();
    return result.out().lines().skip(1).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "list --config dada | ws-10-open ws-14-twice ws-02-dada",
        "list --config dada,stillepost --status complete | ws-14-twice ws-02-dada ws-01-stillepost",
        "list --config dada --config bauhaus --status !complete | ws-10-open",
        "list --status blocked,error | ws-09-error ws-04-blocked",
        "list --on 2025-11-04 --device tablet-05 | ws-13-garden ws-14-twice ws-12-bell",
        "list --since -1d --until now |",
        "list --on 2025-11-03 --until 2025-11-03T09:40 | ws-02-dada ws-01-stillepost",
        "list --item-type blocked | ws-04-blocked ws-02-dada",
        "list --item-type OUTPUT_VIDEO | ws-06-video",
        "list --output-config wan_video --item-type output | ws-06-video",
        "list --text KLAVIER | ws-02-dada",
        "list latest latest~1 | ws-10-open ws-13-garden",
        "list stillepost ws-02 | ws-02-dada ws-01-stillepost",
        "list --user user-1 --session session-11-04-b | ws-13-garden",
        "items ws-02 --item-type input,interception | ws-02-dada ws-02-dada",
        "items --item-type output_3d | ws-08-cube",
        "items --item-type output --media-type !image --stage 4 --on 2025-11-04 | ws-12-bell"
            + " ws-08-cube",
        "outputs ws-09 | ws-09-error ws-09-error",
        "search hut ws-02 --item-type input | ws-02-dada"
      })
  void selects(String args, String expected) throws IOException {
    assertThat(ids(args.split(" ", -1)))
        .containsExactly(expected == null ? new String[0] : expected.split(" ", -1));
  }

  /** Else someone who misremembers a name gets an empty answer and believes it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "list --config dda | no log has the config 'dda' | did you mean dada?",
        "list --config sd35_large | no log has the config | sd35_large is an output config: --output-config",
        "list --user tablet-05 | no log has the user | tablet-05 is a device: --device",
        "list --device user-1 | no log has the device | user-1 is a user: --user",
        "items --model sd35_large | no log has the model | sd35_large is an output config: --output-config",
        "items --media-type output_image | no log has the media type | is an item type: --item-type",
        "items --item-type outputs | no log has the item type | did you mean output?",
        "items --item-type zzz | no log has the item type | 'tracker stats --by item-type' lists",
        "list --media-type smell | no log has the media type | there is 3d, audio, image,"
      })
  void aNameThatNoLogHasIsAnsweredWithWhatWasMeant(String args, String what, String remedy)
      throws IOException {
    CliResult result = new CliHarness(temp).run(args.split(" ", -1));

    assertThat(result.exit()).isZero();
    assertThat(result.err()).contains(what).contains("\nhint: ").contains(remedy);
  }

  /** Else a script whose variable is empty works on everything there is. */
  @ParameterizedTest
  @ValueSource(
      strings = {"--config=", "--session=,", "--user=!", "--stage=", "--status=", "--item-type="})
  void anEmptyNameSelectsNothing(String option) throws IOException {
    CliResult result = new CliHarness(temp).run("list", option);

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains(" names nothing\nhint: leave the option out");
  }

  /** Else an id or a word could change, hide or break what is asked of the index. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "'; DROP TABLE execution; --",
        "%",
        "_",
        "*",
        "[a-z]",
        "\"",
        "\"a\" OR b*",
        "NEAR(a b)",
        "text : a",
        "^a - b",
        "x' AND 1=1"
      })
  void whatMeansSomethingToADatabaseMeansItself(String text, @TempDir Path own) throws IOException {
    CliHarness cli = new CliHarness(own);
    cli.write("logs/a.jsonl", item("other", "plain") + item(text, "before " + text + " after"));

    assertThat(ids(cli, "list", text)).containsExactly(text);
    assertThat(ids(cli, "list", "--text", text)).containsExactly(text);
    assertThat(ids(cli, "search", text)).containsExactly(text);
    assertThat(ids(cli, "list", "--config", text)).containsExactly(text);
    assertThat(ids(cli, "list")).hasSize(2);
  }

  private static String item(String id, String content) {
    return JsonObject.builder()
            .put("execution_id", new JsonString(id))
            .put("sequence_number", new JsonNumber("1"))
            .put("item_type", new JsonString("user_input_text"))
            .put("config_name", new JsonString(id))
            .put("content", new JsonString(content))
            .build()
        + "\n";
  }

  @Test
  void readsIdsFromAFileAndFromStandardInput() throws IOException {
    Files.writeString(temp.resolve("ids.txt"), "\ufeffws-02-dada\r\n\r\n  stillepost  \n");

    assertThat(ids("list", "--ids-from", "ids.txt"))
        .containsExactly("ws-02-dada", "ws-01-stillepost");
    assertThat(ids(new CliHarness(temp).input("ws-04\n"), "list", "--ids-from", "-"))
        .containsExactly("ws-04-blocked");
    assertThat(ids(new CliHarness(temp).input(""), "list", "--ids-from", "-")).isEmpty();
    assertThat(new CliHarness(temp).input("nope\n").run("list", "--ids-from", "-").exit())
        .isEqualTo(4);
    assertThat(new CliHarness(temp).run("list", "--ids-from", "none.txt").exit()).isEqualTo(1);
  }

  @Test
  void leavesOutWhoeverWithdrewConsent() throws IOException {
    Files.writeString(temp.resolve("withdrawn.txt"), "user-2\nsession-11-03-b\n");
    CliHarness cli = new CliHarness(temp).env("TRACKER_EXCLUDE_FROM", "withdrawn.txt");

    assertThat(ids(cli, "list", "--on", "2025-11-03"))
        .containsExactly("ws-04-blocked", "ws-03-bauhaus", "ws-01-stillepost");
    assertThat(cli.run("list", "--on", "2025-11-03").err())
        .contains("tracker: 3 executions left out: consent was withdrawn (--exclude-from)\n");
    assertThat(cli.run("show", "ws-02-dada").exit()).isEqualTo(4);
    assertThat(cli.run("show", "ws-02").exit()).isEqualTo(4);
    assertThat(cli.run("search", "hut").out()).doesNotContain("ws-02");
    assertThat(cli.run("__complete", "ids").out()).doesNotContain("ws-02");
    assertThat(cli.run("list", "--exclude-from", "none.txt").exit()).isEqualTo(1);
  }

  @Test
  void doctorShowsNothingOfWhoeverWithdrewConsent() throws IOException {
    CliHarness cli = new CliHarness(temp);
    cli.write("logs/torn.jsonl", "{\"content\":\"whose is this?\n{\"user_id\":\"u\",broken\n");
    cli.write("withdrawn.txt", "ws-14-twice\n");
    assertThat(cli.run("doctor", "--excerpts").out())
        .contains("item 5 of ws-14-twice", "KNOPF!", "whose is this?");

    CliResult doctor = cli.run("doctor", "--excerpts", "--exclude-from", "withdrawn.txt");
    assertThat(doctor.exit()).isEqualTo(3);
    assertThat(doctor.out())
        .doesNotContain("ws-14", "KNOPF!", "whose is this?")
        .contains("(withheld: may be of one who is left out)", "ws-13-garden");
    assertThat(doctor.err())
        .contains("tracker: 1 execution left out: consent was withdrawn (--exclude-from)\n");
  }

  @Test
  void saysTheIntervalToAPerson() throws IOException {
    CliHarness cli = new CliHarness(temp).withErrorsOnTerminal();

    assertThat(cli.run("list", "--on", "yesterday").err())
        .contains("from 2025-11-04T00:00:00+01:00 until before 2025-11-05T00:00:00+01:00\n");
    assertThat(cli.run("list", "--on", "yesterday", "-q").err()).isEmpty();
    assertThat(new CliHarness(temp).run("list", "--on", "yesterday").err()).doesNotContain("from");
  }

  @Test
  void limitsWhatAPersonGetsAndNobodyElse() throws IOException {
    CliHarness terminal = new CliHarness(temp).onTerminal(100);

    assertThat(terminal.run("items").err()).contains("\n20 of 141\n");
    assertThat(terminal.run("items").out().lines()).hasSize(21);
    assertThat(terminal.run("items", "-n", "0").out().lines()).hasSize(142);
    assertThat(terminal.run("items", "-o", "items.csv").out()).isEmpty();
    assertThat(Files.readAllLines(temp.resolve("items.csv"))).hasSize(142);
    assertThat(new CliHarness(temp).run("items").out().lines()).hasSize(142);
  }

  @Test
  void strictCountsProblemsOfLogs() throws IOException {
    CliHarness cli = new CliHarness(temp);

    assertThat(cli.run("list").exit()).isZero();
    assertThat(cli.run("list", "--strict").exit()).isEqualTo(3);
    assertThat(cli.run("--strict", "show", "latest").exit()).isEqualTo(3);
  }

  @Test
  void completesFromTheIndexAsItIs() throws IOException {
    CliHarness cli = new CliHarness(temp);
    cli.run("list");

    assertThat(cli.run("__complete", "configs", "list", "--format", "csv", "--config").out())
        .startsWith("bauhaus\ndada\n");
    assertThat(cli.run("__complete", "item-types").out()).contains("blocked\n", "output_3d\n");
    assertThat(cli.run("__complete", "configs", "--index", "none.db"))
        .isEqualTo(new CliResult(0, "", ""));
    assertThat(temp.resolve("none.db")).doesNotExist();
    assertThat(cli.run("__complete", "nonsense").out()).isEmpty();
  }
}
