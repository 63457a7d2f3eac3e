package org.researchtracker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.researchtracker.cli.command.PlainCommand;
import org.researchtracker.cli.session.Session;
import org.researchtracker.cli.settings.Setting;
import org.researchtracker.model.TrackerException;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** What is read without picocli is read as picocli would read it. */
class PlainLineTest {
  @TempDir static Path temp;

  /** Returns the names of the commands that can take a plain line. */
  private static List<String> plain() throws IOException {
    return CommandTreeTest.commands(temp)
        .filter(command -> command.userObject() instanceof PlainCommand)
        .map(command -> command.qualifiedName().substring("tracker ".length()))
        .toList();
  }

  private static Session session() throws IOException {
    return new Session(
        new CliHarness(temp).console(new ByteArrayOutputStream(), new ByteArrayOutputStream()));
  }

  /** Returns what the line means to picocli; nothing if that refuses it or prints help. */
  private static Optional<Map<String, String>> byPicocli(String... line) throws IOException {
    Session session = session();
    try {
      CommandLine root = new CommandTree(session).forArguments(line);
      ParseResult parsed = root.parseArgs(line);
      if (parsed.subcommand() == null
          || session.globals().helpRequested()
          || parsed.isVersionHelpRequested()) {
        return Optional.empty();
      }
      ParseResult last = parsed.subcommand();
      while (last.hasSubcommand()) {
        last = last.subcommand();
      }
      Object command = last.commandSpec().userObject();
      return Optional.of(typed(session, command));
    } catch (ParameterException | TrackerException e) {
      return Optional.empty();
    }
  }

  private static Optional<Map<String, String>> plainly(String... line) throws IOException {
    Session session = session();
    Optional<PlainCommand> command = PlainCommands.of(session, line);
    return command.isPresent() ? Optional.of(typed(session, command.get())) : Optional.empty();
  }

  private static Map<String, String> typed(Session session, Object command) {
    Map<String, String> values = new TreeMap<>();
    values.put("command", command.getClass().getSimpleName());
    collect("", command, values);
    collect("globals.", session.globals(), values);
    for (Setting setting : Setting.values()) {
      values.put("typed." + setting, session.globals().typed(setting).toString());
    }
    return values;
  }

  private static void collect(String prefix, Object holder, Map<String, String> values) {
    for (Field field : holder.getClass().getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers())
          || Map.class.isAssignableFrom(field.getType())
          || field.getType() == Session.class) {
        continue;
      }
      field.setAccessible(true);
      try {
        Object value = field.get(holder);
        if (value != null
            && value.getClass().getPackageName().startsWith(Main.class.getPackageName())) {
          collect(prefix + field.getName() + ".", value, values);
        } else {
          values.put(prefix + field.getName(), String.valueOf(value));
        }
      } catch (IllegalAccessException e) {
        throw new AssertionError(e);
      }
    }
  }

  /** Returns what has to follow the name of a command for it to be a whole line. */
  private static String argument(String name) {
    return switch (name) {
      case "show", "search", "verify" -> " abc";
      default -> "";
    };
  }

  /** One that is forgotten is slower by what picocli takes, and nobody would see why. */
  @Test
  void everyPlainCommandIsBuiltWithoutPicocli() throws IOException {
    assertThat(plain())
        .contains("list", "media check")
        .allSatisfy(
            name -> assertThat(plainly((name + argument(name)).split(" ", -1))).isPresent());
  }

  static Stream<String> everyOption() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String name : plain()) {
      String words = argument(name);
      CommandLine asked = new CommandTree(session()).forArguments(name.split(" ", -1));
      for (String word : name.split(" ", -1)) {
        asked = asked.getSubcommands().get(word);
      }
      for (OptionSpec option : asked.getCommandSpec().options()) {
        for (String each : option.names()) {
          boolean flag = option.arity().max() == 0;
          String begin = name + words + " " + each;
          lines.add(begin + (flag ? "" : " 1"));
          lines.add(begin + (flag ? " " : " 1 ") + each + (flag ? "" : " b,c"));
          lines.add(begin + "=1");
          lines.add(begin + " -x");
          if (option.inherited()) {
            lines.add(each + (flag ? "" : " 0") + " " + begin + (flag ? "" : " 1"));
          }
        }
      }
    }
    return lines.stream();
  }

  @ParameterizedTest
  @MethodSource("everyOption")
  void everyOptionIsReadAsPicocliReadsIt(String line) throws IOException {
    String[] words = line.split(" ", -1);
    Optional<Map<String, String>> plain = plainly(words);

    if (plain.isPresent()) {
      assertThat(Optional.of(plain.get())).isEqualTo(byPicocli(words));
    }
  }

  @Test
  void anyWordsAreReadAsPicocliReadsThem() throws IOException {
    List<String> words =
        List.of(
            "list",
            "show",
            "search",
            "--json",
            "--config",
            "--config=a",
            "a",
            "b,c",
            "!x",
            "-n",
            "20",
            "-n20",
            "-q",
            "-qv",
            "--logs",
            "--logs=x",
            "--",
            "-",
            "",
            "--columns",
            "a,b",
            "a,,b",
            ",a",
            "a,",
            "'a,b'",
            "\"a,b\"",
            "--since",
            "-3d",
            "--text=",
            "--help",
            "-o",
            "--no-refresh",
            "--index",
            "--debug",
            "--js",
            "--limit=5");
    Random random = new Random(11);
    int plain = 0;
    for (int i = 0; i < 3000; i++) {
      List<String> line = new ArrayList<>();
      if (random.nextInt(4) > 0) {
        line.add(words.get(random.nextInt(3)));
      }
      for (int left = random.nextInt(6); left > 0; left--) {
        line.add(words.get(random.nextInt(words.size())));
      }
      String[] typed = line.toArray(String[]::new);
      Optional<Map<String, String>> taken = plainly(typed);
      if (taken.isPresent()) {
        plain++;
        assertThat(taken).as(line.toString()).isEqualTo(byPicocli(typed));
      }
    }
    assertThat(plain).isGreaterThan(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "list",
        "list -n 20 --logs a --logs=b --index i.db --zone Europe/Berlin --no-refresh",
        "--logs a -q list --config dada,bauhaus --since 2025-11-03 --json --columns a,b",
        "show latest --view student --no-head",
        "items run-1 --item-type output --format csv -o out.csv",
        "outputs --status blocked",
        "search red --text house",
        "stats --by config,day --by model",
        "doctor --excerpts",
        "export --all -o out.zip --force --media-metadata strip",
        "media check --missing list.txt run-1 --since 2025-11-03",
        "--logs a media --logs b check --json",
        "verify a.zip b.zip",
        "record --ack --logs a",
        "record --check=a.jsonl",
        "settings --json",
        "version"
      })
  void usualLinesNeedNoPicocli(String line) throws IOException {
    String[] words = line.split(" ", -1);

    assertThat(plainly(words)).isPresent().isEqualTo(byPicocli(words));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "help",
        "list -h",
        "list -n20",
        "list -n",
        "list --since -3d",
        "list -- -a",
        "lst",
        "media",
        "media store stats",
        "media --missing list.txt check",
        "show",
        "search",
        "verify",
        "list --unknown",
        "index status",
        "list --json=1"
      })
  void allElseIsForPicocli(String line) throws IOException {
    assertThat(plainly(Arrays.stream(line.split(" ", -1)).toArray(String[]::new))).isEmpty();
  }
}
