package org.researchtracker.cli;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.researchtracker.cli.command.ExitCode;
import org.researchtracker.cli.settings.Setting;

/**
 * Holds the README and the documentation to the program. A block that begins with {@code $ tracker}
 * is run on the example workshop; in the output shown, {@code …} alone on a line stands for any
 * lines and elsewhere for any text. Lines of stderr may be left out.
 */
class ReadmeTest {
  private static final Path README = Path.of("README.md");
  private static final Path DOCS = Path.of("src/docs");
  private static final int COLUMNS = 120;
  private static final Pattern LINK = Pattern.compile("(?<!!)\\[[^\\]\\n]*\\]\\(([^)\\s]+)\\)");

  @TempDir Path temp;

  /** A command as it is shown, and what is shown below it. */
  private record Shown(String command, List<String> lines) {
    @Override
    public String toString() {
      return command;
    }
  }

  private CliHarness workshop() throws IOException {
    CliHarness harness =
        new CliHarness(temp)
            .withWorkshop()
            .env("NO_COLOR", "1")
            // No progress, which a slow machine would show.
            .env("TERM", "dumb")
            .env("TRACKER_MAP", "/srv/pipeline/exports=exports\n/exports=exports")
            .onTerminal(COLUMNS);
    harness.write("withdrawn.txt", "user-2\n");
    harness.write("cut-short.zip", "PK\3\4");
    Files.createDirectories(temp.resolve("target/example"));
    return harness;
  }

  static Stream<Path> pages() throws IOException {
    try (Stream<Path> files = Files.walk(DOCS)) {
      List<Path> docs =
          files
              .filter(file -> file.toString().endsWith(".md"))
              .sorted()
              .collect(toCollection(ArrayList::new));
      docs.add(README);
      docs.add(Path.of("CHANGELOG.md"));
      docs.add(Path.of("examples/README.md"));
      docs.add(Path.of("src/test/resources/compat/README.md"));
      return docs.stream();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void showsWhatTheProgramPrints(Path page) throws IOException {
    List<List<String>> blocks = blocks(Files.readAllLines(page));
    if (blocks.isEmpty()) {
      return;
    }
    CliHarness harness = workshop();
    for (List<String> block : blocks) {
      int exit = 0;
      for (Shown shown : commands(block)) {
        if (shown.command().equals("echo $?")) {
          assertThat(shown.lines()).as("exit code in %s", page).containsExactly("" + exit);
        } else if (shown.command().startsWith("tracker ")) {
          CliResult result = harness.run(words(shown.command().substring("tracker ".length())));
          exit = result.exit();
          check(shown, result);
        }
      }
    }
  }

  private static void check(Shown shown, CliResult result) {
    Predicate<String> isMessage = line -> line.startsWith("tracker: ") || line.startsWith("hint: ");
    List<String> messages = shown.lines().stream().filter(isMessage).toList();
    List<String> results = shown.lines().stream().filter(isMessage.negate()).toList();
    assertThat(result.out().lines().map(line -> "\n" + line.stripTrailing()).collect(joining()))
        .as("tracker prints, to '%s':%n%s", shown, result.text())
        .matches(pattern(results));
    for (String message : messages) {
      assertThat(result.err().lines())
          .as("tracker says, to '%s':%n%s", shown, result.text())
          .anyMatch(line -> pattern(List.of(message)).matcher("\n" + line).matches());
    }
  }

  private static Pattern pattern(List<String> lines) {
    StringBuilder regex = new StringBuilder();
    for (String line : lines) {
      if (line.equals("…")) {
        regex.append("(?:\\n[^\\n]*)*?");
      } else {
        regex.append("\\n");
        String rest = line.stripTrailing();
        int dots = rest.indexOf('…');
        while (dots >= 0) {
          regex.append(Pattern.quote(rest.substring(0, dots))).append("[^\\n]*");
          rest = rest.substring(dots + 1);
          dots = rest.indexOf('…');
        }
        regex.append(Pattern.quote(rest));
      }
    }
    return Pattern.compile(regex.toString());
  }

  private static List<List<String>> blocks(List<String> page) {
    List<List<String>> blocks = new ArrayList<>();
    List<String> block = null;
    for (String line : page) {
      if (line.startsWith("```")) {
        if (block == null) {
          block = new ArrayList<>();
        } else {
          if (!block.isEmpty() && block.get(0).startsWith("$ ")) {
            blocks.add(block);
          }
          block = null;
        }
      } else if (block != null) {
        block.add(line);
      }
    }
    assertThat(block).as("a block that does not end").isNull();
    return blocks;
  }

  private static List<Shown> commands(List<String> block) {
    List<Shown> commands = new ArrayList<>();
    for (String line : block) {
      if (line.startsWith("$ ")) {
        commands.add(new Shown(line.substring(2), new ArrayList<>()));
      } else {
        commands.get(commands.size() - 1).lines().add(line);
      }
    }
    return commands;
  }

  /** Takes a command line apart, as a shell would, where it is as simple as those of the pages. */
  static String[] words(String command) {
    Matcher word = Pattern.compile("'([^']*)'|\\S+").matcher(command);
    List<String> words = new ArrayList<>();
    while (word.find()) {
      words.add(word.group(1) == null ? word.group() : word.group(1));
    }
    return words.toArray(String[]::new);
  }

  @Test
  void beginsWithWhatTheExampleRuns() throws IOException {
    String script = Files.readString(Path.of("examples/workshop.sh"));
    String start = Files.readString(README).split("\n## Install", 2)[0];

    assertThat(start).contains("sh examples/workshop.sh");
    start
        .lines()
        .filter(line -> line.startsWith("$ tracker "))
        .map(line -> line.substring(2))
        .map(
            line ->
                line.replace("target/example/workshop.zip --force", "\"$out/workshop.zip\" $force"))
        .forEach(line -> assertThat(script).contains("\n" + line));
  }

  @Test
  void namesEveryCommandExitCodeAndSetting() throws IOException {
    String readme = Files.readString(README);

    CommandTree.names().forEach(name -> assertThat(readme).contains("\n| `tracker " + name));
    for (ExitCode code : ExitCode.values()) {
      assertThat(readme).contains("\n| " + code.code() + " | ");
    }
    for (Setting setting : Setting.values()) {
      assertThat(readme).contains("| `" + setting.option());
      assertThat(readme).contains(setting.variable());
    }
  }

  @Test
  void namesNoCommandThatIsNotThere() throws IOException {
    Matcher row = Pattern.compile("\n\\| `tracker ([a-z]+)").matcher(Files.readString(README));
    while (row.find()) {
      assertThat(CommandTree.names()).contains(row.group(1));
    }
  }

  @Test
  void readsTheExampleOfTheLogFormat() throws IOException {
    String page = Files.readString(DOCS.resolve("log-format.md"));
    String log = page.split("```json\n", 2)[1].split("```", 2)[0];
    CliHarness harness = new CliHarness(temp);
    harness.write("shown/log.jsonl", log);

    CliResult result = harness.run("show", "ws-02", "--logs", "shown", "--strict", "--no-head");
    assertThat(result.exit()).as(result.text()).isZero();
    assertThat(result.out()).contains("sd35_large").contains("Output → hut.png");
  }

  @ParameterizedTest
  @MethodSource("pages")
  void linksLeadSomewhere(Path page) throws IOException {
    Matcher link = LINK.matcher(Files.readString(page));
    while (link.find()) {
      String target = link.group(1);
      if (target.matches("[a-z]+:.*")) {
        continue;
      }
      String[] parts = target.split("#", 2);
      Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
      assertThat(file).as("%s in %s", target, page).exists();
      if (parts.length == 2) {
        assertThat(anchors(file)).as("%s in %s", target, page).contains(parts[1]);
      }
    }
  }

  private static List<String> anchors(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
        .map(line -> line.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .toList();
  }
}
