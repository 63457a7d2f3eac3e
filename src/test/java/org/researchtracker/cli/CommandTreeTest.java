package org.researchtracker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.researchtracker.cli.command.ExitCode;
import org.researchtracker.cli.command.HelpLayout;
import org.researchtracker.cli.session.Session;
import org.researchtracker.cli.settings.Setting;
import org.researchtracker.cli.terminal.Console;
import org.researchtracker.model.StatsKey;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** What holds for every command. */
class CommandTreeTest {
  private static final Path EXIT_CODES = Path.of("src/docs/exit-codes.md");

  @TempDir static Path temp;

  private static CommandLine root() throws IOException {
    return root(temp);
  }

  private static CommandLine root(Path folder) throws IOException {
    Console console =
        new CliHarness(folder)
            .console(new java.io.ByteArrayOutputStream(), new java.io.ByteArrayOutputStream());
    return new CommandTree(new Session(console)).whole();
  }

  /** Adds a command and those below it. */
  static void collect(CommandLine line, List<CommandSpec> all) {
    all.add(line.getCommandSpec());
    line.getSubcommands().values().forEach(each -> collect(each, all));
  }

  static Stream<CommandSpec> commands() throws IOException {
    return commands(temp);
  }

  /** Returns every command and those below it, made in a folder that nothing is written to. */
  static Stream<CommandSpec> commands(Path folder) throws IOException {
    List<CommandSpec> all = new ArrayList<>();
    collect(root(folder), all);
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void explainsItself(CommandSpec command) {
    String[] description = command.usageMessage().description();
    assertThat(description[0]).hasSizeLessThan(70).doesNotEndWith(".");
    assertThat(Arrays.asList(description).subList(1, description.length))
        .allSatisfy(paragraph -> assertThat(paragraph).endsWith("."));
    assertThat(command.usageMessage().exitCodeList()).containsKeys("0", "1", "2", "130");
    for (OptionSpec option : command.options()) {
      assertThat(option.description()).as(option.longestName()).isNotEmpty();
      assertThat(option.description()[0]).as(option.longestName()).doesNotEndWith(".");
    }
  }

  /** Examples are what people read first, and all that many read. */
  static Stream<String> names() {
    return CommandTree.names().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void hasExamplesThatCanBeTyped(String name) throws IOException {
    UsageMessageSpec usage = root().getSubcommands().get(name).getCommandSpec().usageMessage();
    assertThat(usage.footerHeading())
        .as("@Command(footerHeading, footer) of %s: see ListCommand", name)
        .isEqualTo(HelpLayout.EXAMPLES);
    List<String> lines =
        Arrays.stream(usage.footer()).filter(line -> line.startsWith("  ")).toList();

    assertThat(lines).isNotEmpty().anyMatch(line -> line.contains("tracker " + name));
    for (String line : lines) {
      Matcher command = Pattern.compile(".*?\\btracker ([^|>)]*)[|>)]?.*").matcher(line);
      assertThat(command.matches()).as(line).isTrue();
      root().parseArgs(ReadmeTest.words(command.group(1)));
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpFitsTheScreen(CommandSpec command) {
    assertThat(command.commandLine().getUsageMessage().lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(HelpLayout.WIDTH));
  }

  @Test
  void anOptionMeansTheSameOnEveryCommand() throws IOException {
    Map<String, OptionSpec> known = new HashMap<>();
    commands()
        .flatMap(command -> command.options().stream())
        .forEach(
            option -> {
              for (String name : option.names()) {
                OptionSpec other = known.putIfAbsent(name, option);
                if (other != null) {
                  assertThat(option.names()).as(name).isEqualTo(other.names());
                  assertThat(option.arity()).as(name).isEqualTo(other.arity());
                  assertThat(option.description()).as(name).isEqualTo(other.description());
                }
              }
            });
    assertThat(known).containsKeys("--logs", "--json", "-n", "-o");
  }

  @Test
  void everyCommandOfTheRegistryBearsItsName() throws IOException {
    assertThat(root().getSubcommands().keySet())
        .containsExactlyInAnyOrderElementsOf(CommandTree.names());
    root()
        .getSubcommands()
        .forEach((name, line) -> assertThat(line.getCommandName()).isEqualTo(name));
  }

  @Test
  void everySettingHasItsOption() throws IOException {
    assertThat(root().getCommandSpec().optionsMap().keySet())
        .containsAll(Arrays.stream(Setting.values()).map(Setting::option).toList());
  }

  @Test
  void helpNamesEveryKeyOfStatistics() throws IOException {
    String keys =
        root().getSubcommands().get("stats").getCommandSpec().findOption("--by").paramLabel();

    assertThat(keys.split("\\|", -1))
        .containsExactly(
            Arrays.stream(StatsKey.values()).map(StatsKey::word).toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void completionsAreThoseInTheRepository(String shell) throws IOException {
    Path file = Path.of("completions", shell.equals("zsh") ? "_tracker" : "tracker." + shell);
    String generated = new CliHarness(temp).run("completion", shell).out();
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, generated);
    }

    assertThat(generated).isEqualTo(Files.readString(file));
  }

  /** The table of exit codes by command; {@code -Dgolden.update=true} writes it anew. */
  @Test
  void tellsTheExitCodesOfEveryCommand() throws IOException {
    StringBuilder table = new StringBuilder("| command | codes |\n|---|---|\n");
    for (String name : CommandTree.names()) {
      Set<String> codes = new TreeSet<>(Comparator.comparing(Integer::valueOf));
      addCodes(root().getSubcommands().get(name), codes);
      table.append("| `").append(name).append("` | ");
      table.append(String.join(", ", codes)).append(" |\n");
    }
    String page = Files.readString(EXIT_CODES);
    String written =
        page.replaceFirst(
            "(?s)(<!-- commands -->\n).*?(<!-- end)",
            "$1" + Matcher.quoteReplacement(table.toString()) + "$2");
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(EXIT_CODES, written);
    }

    assertThat(written).isEqualTo(Files.readString(EXIT_CODES));
    for (ExitCode code : ExitCode.values()) {
      assertThat(written).contains("\n| " + code.code() + " | ");
    }
  }

  private static void addCodes(CommandLine line, Set<String> codes) {
    codes.addAll(line.getCommandSpec().usageMessage().exitCodeList().keySet());
    line.getSubcommands().values().forEach(each -> addCodes(each, codes));
  }

  @Test
  void helpAndCompletionTouchNoDisk() throws IOException {
    CliHarness cli = new CliHarness(temp);
    for (String name : CommandTree.names()) {
      assertThat(cli.run(name, "--help").exit()).as(name).isZero();
    }
    assertThat(cli.run("--version").out()).matches("tracker \\S+\n");
    assertThat(cli.run("completion", "bash").exit()).isZero();

    try (Stream<Path> files = Files.list(temp)) {
      assertThat(new TreeSet<>(files.toList())).isEmpty();
    }
  }
}
