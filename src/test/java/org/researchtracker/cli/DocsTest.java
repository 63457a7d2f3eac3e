package org.researchtracker.cli;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.researchtracker.cli.session.Session;
import org.researchtracker.cli.terminal.Console;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * Holds what the pages say in passing to the program: commands within the text, kinds of blocks,
 * tables. Blocks that begin with {@code $} are run by {@link ReadmeTest}, those of sh by {@code
 * DocsIT}.
 */
class DocsTest {
  private static final Pattern INLINE = Pattern.compile("(?<!`)`tracker ([^`\\n]+)`(?!`)");
  private static final Pattern CLASS = Pattern.compile("`((?:[a-z]+\\.)+[A-Z][a-z][A-Za-z]+)`");

  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+Test)\\.(\\w+)`");

  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])-{1,2}[A-Za-z][a-z-]*");

  @TempDir static Path temp;

  private static CommandLine root() throws IOException {
    Console console =
        new CliHarness(temp).console(new ByteArrayOutputStream(), new ByteArrayOutputStream());
    return new CommandTree(new Session(console)).whole();
  }

  static Stream<Path> pages() throws IOException {
    return ReadmeTest.pages();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void namesCommandsAndOptionsThatThereAre(Path page) throws IOException {
    Matcher inline = INLINE.matcher(Files.readString(page));
    while (inline.find()) {
      // As far as a shell would give it to tracker; what stands for several is one of them.
      String typed = inline.group(1).split(" [|>] | >|…", 2)[0].replaceAll("\\|\\S*", "");
      assertCanBeTyped(page, typed);
    }
  }

  private static void assertCanBeTyped(Path page, String words) throws IOException {
    try {
      root().parseArgs(ReadmeTest.words(words));
    } catch (ParameterException e) {
      if (!e.getMessage().startsWith("Missing required parameter")) {
        fail(page + ": `tracker " + words + "`: " + e.getMessage());
      }
    }
  }

  /** Only then is it certain that each is run. */
  @ParameterizedTest
  @MethodSource("pages")
  void marksEveryBlockThatHoldsACommand(Path page) throws IOException {
    String kind = null;
    for (String line : Files.readAllLines(page)) {
      if (line.startsWith("```")) {
        kind = kind == null ? line.substring(3) : null;
      } else if (kind != null && line.startsWith("$ ")) {
        assertThat(kind).as("%s: %s", page, line).isEqualTo("console");
        assertThat(line).as("%s", page).matches("\\$ (tracker .*|echo \\$\\?)");
      } else if (kind != null && line.startsWith("tracker ") && !line.startsWith("tracker: ")) {
        assertThat(kind).as("%s: %s", page, line).isEqualTo("sh");
        assertCanBeTyped(page, line.substring("tracker ".length()).split(" [|>#]", 2)[0]);
      }
    }
  }

  /** Only then does somebody who reads the pages know what there is. */
  @Test
  void everyOptionIsInSomePage() throws IOException {
    StringBuilder text = new StringBuilder(Files.readString(Path.of("README.md")));
    try (Stream<Path> files = Files.walk(Path.of("src/docs"))) {
      for (Path page : files.filter(file -> file.toString().endsWith(".md")).toList()) {
        text.append(Files.readString(page));
      }
    }
    Set<String> words = OPTION.matcher(text).results().map(MatchResult::group).collect(toSet());
    List<CommandSpec> commands = new ArrayList<>();
    CommandTreeTest.collect(root(), commands);
    List<String> unsaid = new ArrayList<>();
    for (CommandSpec command : commands) {
      for (OptionSpec option : command.options()) {
        if (!option.hidden() && Stream.of(option.names()).noneMatch(words::contains)) {
          unsaid.add(command.qualifiedName() + " " + option.longestName());
        }
      }
    }
    assertThat(unsaid).isEmpty();
  }

  /** Whoever is sent to a class shall find it. */
  @ParameterizedTest
  @MethodSource("pages")
  void namesClassesThatThereAre(Path page) throws IOException {
    Matcher named = CLASS.matcher(Files.readString(page));
    while (named.find()) {
      String file = "java/org/researchtracker/" + named.group(1).replace('.', '/') + ".java";
      assertThat(List.of(Path.of("src/main", file), Path.of("src/test", file)))
          .as("%s in %s", named.group(1), page)
          .anyMatch(Files::exists);
    }
  }

  /** A guard whose test is gone may be gone itself. */
  @Test
  void namesTestsThatThereAre() throws IOException {
    Matcher named = TEST.matcher(Files.readString(Path.of("src/docs/security.md")));
    int count = 0;
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      Map<String, Path> tests =
          files.collect(toMap(file -> "" + file.getFileName(), file -> file, (a, b) -> a));
      for (; named.find(); count++) {
        Path test = tests.get(named.group(1) + ".java");
        assertThat(test).as(named.group()).isNotNull();
        assertThat(Files.readString(test)).contains("void " + named.group(2) + "(");
      }
    }
    assertThat(count).isPositive();
  }

  @Test
  void everyPageIsLinkedFromTheReadme() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    try (Stream<Path> files = Files.list(Path.of("src/docs"))) {
      List<String> pages =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".md"))
              .collect(Collectors.toCollection(ArrayList::new));
      assertThat(pages).allSatisfy(name -> assertThat(readme).contains("(src/docs/" + name + ")"));
    }
  }
}
