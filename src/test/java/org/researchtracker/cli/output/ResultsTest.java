package org.researchtracker.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.researchtracker.cli.CliHarness;
import org.researchtracker.cli.CliResult;

/** Where results go. */
class ResultsTest {
  @TempDir Path temp;
  private CliHarness cli;

  @BeforeEach
  void start() throws IOException {
    cli = new CliHarness(temp);
  }

  @Test
  void writesAFileWholeAndLeavesNothingElse() throws IOException {
    CliResult result = cli.run("settings", "-o", "settings.json");

    assertThat(result).isEqualTo(new CliResult(0, "", ""));
    assertThat(temp.resolve("settings.json")).content().startsWith("{").endsWith("}\n");
    try (Stream<Path> files = Files.list(temp)) {
      assertThat(files).containsExactly(temp.resolve("settings.json"));
    }
  }

  @Test
  void keepsTheOldFileWhenItFails() throws IOException {
    cli.withWorkshop();
    Files.writeString(temp.resolve("old.txt"), "old");

    assertThat(cli.run("show", "nope", "-o", "old.txt").exit()).isEqualTo(4);
    assertThat(cli.run("list", "--columns", "nope", "-o", "old.txt").exit()).isEqualTo(2);
    assertThat(temp.resolve("old.txt")).content().isEqualTo("old");
  }

  @Test
  void saysWhyAFileCannotBeWritten() throws IOException {
    Files.createDirectory(temp.resolve("folder"));

    CliResult folder = cli.run("settings", "-o", "folder");
    assertThat(folder.exit()).isEqualTo(1);
    assertThat(folder.err()).contains("cannot write $TMP/folder: it is a folder");
    CliResult missing = cli.run("settings", "-o", "none/settings.json");
    assertThat(missing.exit()).isEqualTo(1);
    assertThat(missing.err()).contains("cannot write $TMP/none/settings.json: no such file");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void writesThroughALink() throws IOException {
    Files.writeString(temp.resolve("real.tsv"), "old");
    Files.createSymbolicLink(temp.resolve("link.tsv"), Path.of("real.tsv"));

    assertThat(cli.run("settings", "-o", "link.tsv").exit()).isZero();
    assertThat(temp.resolve("link.tsv")).isSymbolicLink();
    assertThat(temp.resolve("real.tsv")).content().startsWith("setting\t");
  }

  @Test
  void takesAHyphenForStandardOutput() {
    assertThat(cli.run("settings", "-o", "-").out()).startsWith("setting\tfrom\tvalue\n");
  }

  @Test
  void choosesTheFormatByTheReader() {
    assertThat(cli.run("settings").out()).startsWith("setting\tfrom\tvalue\n");
    assertThat(cli.run("settings", "--json").out()).startsWith("{");
    assertThat(cli.onTerminal(80).run("settings").out()).startsWith("SETTING  ");
    assertThat(cli.run("settings", "--format", "tsv").out()).startsWith("setting\t");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void coloursWhereItMay() throws IOException {
    cli.withWorkshop();

    assertThat(cli.run("show", "ws-04").out()).doesNotContain("\u001b");
    assertThat(cli.run("show", "ws-04", "--color", "always").out()).contains("\u001b[33m");
    assertThat(cli.onTerminal(80).run("list").out()).contains("\u001b[32mcomplete");
    assertThat(cli.env("NO_COLOR", "1").run("list").out()).doesNotContain("\u001b");
    assertThat(cli.run("list", "--color=always").out()).contains("\u001b[32mcomplete");
    assertThat(cli.run("list", "--json", "--color=always").out()).doesNotContain("\u001b");
  }

  @Test
  void showsTheUsersOwnNamesInTables() throws IOException {
    cli.withWorkshop();
    cli.write("labels.csv", "id,label\r\ntablet-05,\"Blue tablet, left\"\r\ndada,Dada!\r\n");
    String[] list = {
      "list", "ws-14", "--labels", "labels.csv", "--columns", "device_id,config_name"
    };

    assertThat(cli.run(list).out()).isEqualTo("device_id\tconfig_name\ntablet-05\tdada\n");
    assertThat(cli.onTerminal(80).run(list).out()).contains("Blue tablet, left  Dada!");
    assertThat(cli.run("show", "ws-14", "--labels", "none.csv").err()).contains("none.csv");
    cli.write("labels.csv", "tablet-05\n");
    assertThat(cli.run(list).err()).contains("labels.csv: row 1 is not id,label");
  }

  /** Else a text from a log moves the cursor of whoever looks at it as JSON. */
  @Test
  void jsonOnATerminalHoldsNothingToActUpon() throws IOException {
    cli.write(
        "logs/a.jsonl",
        "{\"execution_id\":\"e\",\"seq\":1,\"item_type\":\"user_input_text\",\"content\":\"\u009b2J"
            + "\u202e \ud83d\ude00\u77f3\"}\n");
    String exact = "\"\u009b2J\u202e \ud83d\ude00\u77f3\"";
    String spelt = "\"\\u009b2J\\u202e \ud83d\ude00\u77f3\"";

    String[][] commands = {
      {"items", "--json"}, {"list", "--format", "jsonl"}, {"show", "e", "--json"}
    };
    for (String[] command : commands) {
      assertThat(cli.run(command).out()).contains(exact);
    }
    cli.onTerminal(80);
    for (String[] command : commands) {
      assertThat(cli.run(command).out()).contains(spelt).doesNotContain(exact);
    }
  }

  /** Else someone at a small terminal believes that nothing was blocked. */
  @Test
  void aTableSaysWhichColumnsHaveNoRoom() throws IOException {
    cli.withWorkshop().env("PAGER", "cat");

    CliResult narrow = cli.onTerminal(60).run("list", "-n", "1");
    assertThat(narrow.out()).doesNotContain("BLOCKED");
    assertThat(narrow.err()).contains("BLOCKED", " (--columns chooses)\n");
    assertThat(cli.run("list", "-n", "1", "-q").err()).isEmpty();
    assertThat(cli.onTerminal(160).run("list", "-n", "1").err()).doesNotContain("no room");
  }

  @Test
  void aBundleIsNotWrittenToATerminal() throws IOException {
    CliResult result = cli.withWorkshop().onTerminal(80).run("export", "--all", "-o", "-");

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("a bundle is not written to a terminal\nhint: ");
  }
}
