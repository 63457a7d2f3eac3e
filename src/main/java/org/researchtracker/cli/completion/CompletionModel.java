package org.researchtracker.cli.completion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.researchtracker.cli.help.HelpTopic;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * What a shell has to know of the commands, taken from the commands themselves.
 *
 * @param globals the options of all commands
 * @param commands the commands
 */
record CompletionModel(List<Option> globals, List<Command> commands) {

  /** Copies the lists. */
  CompletionModel {
    globals = List.copyOf(globals);
    commands = List.copyOf(commands);
  }

  /**
   * What can stand in a place.
   *
   * @param kind how it is found
   * @param words the words, or for {@link Kind#INDEX} the one that {@code tracker __complete} takes
   */
  record Value(Kind kind, List<String> words) {
    /** Copies the words. */
    Value {
      words = List.copyOf(words);
    }
  }

  /** How values are found. */
  enum Kind {
    /** There is no value. */
    NONE,
    /** Nobody can say. */
    ANY,
    /** A file. */
    FILE,
    /** A folder. */
    FOLDER,
    /** One of some words. */
    WORDS,
    /** What the index knows. */
    INDEX
  }

  /** An option: its names, what it does, what it takes. */
  record Option(List<String> names, String description, Value value) {
    /** Copies the names. */
    Option {
      names = List.copyOf(names);
    }

    /** Returns whether a value follows. */
    boolean takesValue() {
      return value.kind() != Kind.NONE;
    }
  }

  /** A command, its own options, what its arguments are, and its subcommands. */
  record Command(
      String name,
      String description,
      List<Option> options,
      Value arguments,
      List<Command> commands) {
    /** Copies the lists. */
    Command {
      options = List.copyOf(options);
      commands = List.copyOf(commands);
    }

    /** Calls for this command and all below it, with their names from the first level on. */
    void forEach(String before, BiConsumer<String, Command> action) {
      String path = before.isEmpty() ? name : before + " " + name;
      action.accept(path, this);
      commands.forEach(command -> command.forEach(path, action));
    }
  }

  /** Calls for every command of every level, with the names that lead to it. */
  void forEachCommand(BiConsumer<String, Command> action) {
    commands.forEach(command -> command.forEach("", action));
  }

  /** Options whose values stand in the index. */
  private static final Map<String, String> FROM_INDEX =
      Map.of(
          "--config", "configs",
          "--output-config", "output-configs",
          "--model", "models",
          "--item-type", "item-types",
          "--media-type", "media-types",
          "--session", "sessions",
          "--user", "users",
          "--device", "devices");

  private static final Map<String, List<String>> WORDS =
      Map.of(
          "--stage", List.of("0", "1", "2", "3", "4", "5"),
          "--on", List.of("today", "yesterday"),
          "--since", List.of("today", "yesterday"),
          "--until", List.of("today", "yesterday"));

  static CompletionModel of(CommandLine root) {
    List<Option> globals = new ArrayList<>();
    // Java tells the methods of a class, which some options are, in any order.
    root.getCommandSpec().options().stream()
        .sorted(Comparator.comparingInt(OptionSpec::order))
        .forEach(option -> globals.add(option(option)));
    List<Command> commands = new ArrayList<>();
    root.getSubcommands().forEach((name, line) -> commands.add(command(name, line, root)));
    return new CompletionModel(globals, commands);
  }

  private static Command command(String name, CommandLine line, CommandLine root) {
    CommandSpec spec = line.getCommandSpec();
    List<Option> options = new ArrayList<>();
    for (OptionSpec option : spec.options()) {
      if (!option.inherited() && !option.hidden()) {
        options.add(option(option));
      }
    }
    List<Command> commands = new ArrayList<>();
    line.getSubcommands().forEach((each, sub) -> commands.add(command(each, sub, root)));
    Value arguments =
        spec.positionalParameters().stream()
            .findFirst()
            .map(parameter -> argument(parameter, root))
            .orElse(new Value(Kind.NONE, List.of()));
    String[] description = spec.usageMessage().description();
    return new Command(
        name, description.length == 0 ? "" : description[0], options, arguments, commands);
  }

  private static Option option(OptionSpec option) {
    List<String> names = Arrays.asList(option.names());
    String[] description = option.description();
    String text = description.length == 0 ? "" : description[0];
    Value value =
        option.arity().max() == 0
            ? new Value(Kind.NONE, List.of())
            : Optional.ofNullable(FROM_INDEX.get(option.longestName()))
                .map(kind -> new Value(Kind.INDEX, List.of(kind)))
                .or(
                    () ->
                        Optional.ofNullable(WORDS.get(option.longestName()))
                            .map(words -> new Value(Kind.WORDS, words)))
                .orElseGet(() -> byLabel(option));
    return new Option(names, text, value);
  }

  private static Value argument(PositionalParamSpec parameter, CommandLine root) {
    return switch (parameter.paramLabel()) {
      case "ID" -> new Value(Kind.INDEX, List.of("ids"));
      case "TOPIC" -> {
        List<String> words = new ArrayList<>(root.getSubcommands().keySet());
        words.addAll(HelpTopic.words());
        yield new Value(Kind.WORDS, words);
      }
      default -> byLabel(parameter);
    };
  }

  /** A label such as {@code zip|dir} says itself what may stand there. */
  private static Value byLabel(ArgSpec spec) {
    String label = spec.paramLabel();
    if (label.contains("|")) {
      return new Value(Kind.WORDS, List.of(label.split("\\|", -1)));
    }
    return switch (label) {
      case "FILE" -> new Value(Kind.FILE, List.of());
      case "DIR" -> new Value(Kind.FOLDER, List.of());
      default -> new Value(Kind.ANY, List.of());
    };
  }
}
