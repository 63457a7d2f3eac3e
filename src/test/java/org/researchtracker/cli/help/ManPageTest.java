package org.researchtracker.cli.help;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.researchtracker.cli.CliHarness;
import org.researchtracker.cli.settings.Setting;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The manual: a page for each command and topic, complete, and in order for its readers. */
class ManPageTest {
  private static final List<String> SECTIONS =
      List.of(
          "NAME",
          "SYNOPSIS",
          "DESCRIPTION",
          "OPTIONS",
          "EXIT STATUS",
          "ENVIRONMENT",
          "FILES",
          "EXAMPLES",
          "SEE ALSO");

  @TempDir static Path temp;

  private static CommandLine root() throws IOException {
    return new CliHarness(temp).commands();
  }

  static Stream<String> names() throws IOException {
    return root().getSubcommands().keySet().stream();
  }

  static Stream<ManPage> pages() throws IOException {
    return ManPage.all(root(), "2026-01-01").stream();
  }

  private static ManPage page(String name) throws IOException {
    return pages().filter(page -> page.name().equals(name)).findFirst().orElseThrow();
  }

  static Stream<CommandSpec> commands() throws IOException {
    return withSubcommands(root()).map(CommandLine::getCommandSpec);
  }

  private static Stream<CommandLine> withSubcommands(CommandLine line) {
    return Stream.concat(
        Stream.of(line),
        line.getSubcommands().values().stream().flatMap(ManPageTest::withSubcommands));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void explainsEveryOptionOfACommand(CommandSpec command) throws IOException {
    CommandLine line = command.commandLine();
    String text = page(command.qualifiedName("-")).text();

    for (OptionSpec option : line.getCommandSpec().options()) {
      for (String each : option.names()) {
        assertThat(text).contains(Roff.bold(each));
      }
    }
    line.getCommandSpec()
        .usageMessage()
        .exitCodeList()
        .keySet()
        .forEach(code -> assertThat(text).contains(".TP\n" + Roff.bold(code) + "\n"));
  }

  @ParameterizedTest
  @MethodSource("names")
  void hasTheUsualSectionsInTheUsualOrder(String name) throws IOException {
    List<String> headings =
        page("tracker-" + name)
            .text()
            .lines()
            .filter(line -> line.startsWith(".SH "))
            .map(line -> line.substring(5, line.length() - 1))
            .filter(SECTIONS::contains)
            .toList();

    assertThat(headings).isEqualTo(SECTIONS);
  }

  @Test
  void hasAPageForEverySubcommandAndTopicAndForNoHiddenOne() throws IOException {
    List<String> files = pages().map(ManPage::file).toList();

    assertThat(files)
        .contains(
            "tracker.1",
            "tracker-index-rebuild.1",
            "tracker-exit-codes.7",
            "tracker-environment.7",
            "tracker-log-format.5")
        .noneMatch(file -> file.contains("__"))
        .doesNotHaveDuplicates();
  }

  /** What cannot be read as it is meant, a reader of the manual says. */
  @ParameterizedTest
  @ValueSource(strings = {"mandoc -Tlint -W style", "man --warnings -E UTF-8 -l -Tutf8 -Z"})
  void satisfiesItsReaders(String reader) throws Exception {
    String program = reader.substring(0, reader.indexOf(' '));
    assumeTrue(
        Arrays.stream(System.getenv("PATH").split(":", -1))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program))),
        program + " is not on this machine");
    List<String> command = new java.util.ArrayList<>(List.of(reader.split(" ", -1)));
    for (ManPage page : pages().toList()) {
      Path file = Files.writeString(temp.resolve(page.file()), page.text());
      command.add(file.toString());
    }
    Path said = temp.resolve("said");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().put("MANWIDTH", "80");
    boolean lints = reader.contains("lint");
    builder
        .redirectError(ProcessBuilder.Redirect.to(new java.io.File(said.toString())))
        .redirectOutput(
            lints
                ? ProcessBuilder.Redirect.appendTo(new java.io.File(said.toString()))
                : ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();

    assertThat(Files.readString(said, UTF_8)).isEmpty();
    assertThat(process.exitValue()).isZero();
  }

  @Test
  void leavesNothingToTheReadersOfTheManual() {
    assertThat(Roff.escaped("-v 'a' \\n ü 🌼"))
        .isEqualTo("\\-v \\(aqa\\(aq \\en \\[u00FC] \\[u1F33C]");
    assertThat(new Roff("x", 1, "2026-01-01", "y").text(".SH is no heading here").toString())
        .endsWith("\n\\&.SH is no heading here\n");
  }

  @Test
  void isWrittenByTheBuild() throws IOException {
    CliHarness cli = new CliHarness(temp);

    assertThat(cli.run("__man", "manual", "2026-01-01T00:00:00Z").text()).contains("[exit 0]");

    assertThat(temp.resolve("manual/man1/tracker-list.1"))
        .content()
        .startsWith(".TH TRACKER-LIST 1 2026-01-01 ");
    assertThat(cli.run("__man", "manual", "today").exit()).isEqualTo(2);
  }

  @Test
  void namesEveryVariableOfASetting() throws IOException {
    String page = HelpTopic.ENVIRONMENT.text();

    for (Setting setting : Setting.values()) {
      if (!setting.variable().isEmpty()) {
        assertThat(page).contains("  " + setting.variable() + " ").contains(setting.option());
      }
    }
  }
}
