package org.researchtracker.cli.completion;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.researchtracker.cli.completion.CompletionModel.Command;
import org.researchtracker.cli.completion.CompletionModel.Option;
import org.researchtracker.cli.completion.CompletionModel.Value;

/** Writes the completion script for bash, 3.2 and newer. */
final class BashCompletion {
  /** Names from logs are never given to compgen -W: it would run what is in them. */
  private static final String HEAD =
      """
      # bash completion for tracker; printed by 'tracker completion bash'

      _tracker_words() {
        local word
        for word; do
          [[ $word == "$cur"* ]] && COMPREPLY+=("$word")
        done
      }

      _tracker_index() {
        local before= begun=$cur program=${COMP_WORDS[0]/#\\~/$HOME} name
        case $begun in *,*) before=${begun%,*},; begun=${begun##*,} ;; esac
        case $begun in !*) before=$before!; begun=${begun#!} ;; esac
        while IFS= read -r name; do
          [[ $name == "$begun"* ]] || continue
          case $name in *[!A-Za-z0-9._@%+/-]*) name=$(printf %q "$name") ;; esac
          COMPREPLY+=("$before$name")
        done < <("$program" __complete "$1" "${COMP_WORDS[@]:1:COMP_CWORD-1}" 2>/dev/null)
      }

      _tracker_paths() {
        local path
        compopt -o filenames 2>/dev/null
        while IFS= read -r path; do
          COMPREPLY+=("$path")
        done < <(compgen "$1" -- "$cur")
      }

      """;

  /** The variables that hold the names of commands, from the first level on. */
  private static final List<String> LEVELS = List.of("command", "sub", "third");

  private final CompletionModel model;
  private final StringBuilder out = new StringBuilder(HEAD);

  BashCompletion(CompletionModel model) {
    this.model = model;
  }

  String script() {
    out.append("_tracker() {\n");
    out.append("  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n");
    out.append("  local command= sub= third= word skip= i\n");
    out.append("  COMPREPLY=()\n");
    out.append("  # bash takes --config=dada for three words\n");
    out.append("  if [[ $cur == = ]]; then\n    cur=\n");
    out.append("  elif [[ $prev == = ]] && ((COMP_CWORD > 1)); then\n");
    out.append("    prev=${COMP_WORDS[COMP_CWORD-2]}\n  fi\n");
    commandLoop();
    values();
    words();
    out.append("}\n\ncomplete -F _tracker tracker\n");
    return out.toString();
  }

  private void commandLoop() {
    Set<String> withValue = new LinkedHashSet<>();
    everyOption()
        .forEach(option -> withValue.addAll(option.takesValue() ? option.names() : List.of()));
    out.append("  for ((i = 1; i < COMP_CWORD; i++)); do\n");
    out.append("    word=${COMP_WORDS[i]}\n");
    out.append("    if [[ $word == = ]]; then\n      skip=1\n      continue\n    fi\n");
    out.append("    if [[ $skip ]]; then\n      skip=\n      continue\n    fi\n");
    out.append("    case $word in\n");
    out.append("      ").append(String.join(" | ", withValue)).append(") skip=1 ;;\n");
    out.append("      -*) ;;\n");
    out.append("      *) if [[ ! $command ]]; then command=$word\n");
    out.append("        elif [[ ! $sub ]]; then sub=$word\n");
    out.append("        else third=${third:-$word}; fi ;;\n");
    out.append("    esac\n  done\n");
  }

  private List<Option> everyOption() {
    List<Option> options = new ArrayList<>(model.globals());
    model.forEachCommand((path, command) -> options.addAll(command.options()));
    return options;
  }

  /** What may follow an option; where commands differ, each has a line of its own. */
  private void values() {
    Map<List<String>, Map<Value, List<String>>> table = new LinkedHashMap<>();
    model.globals().forEach(option -> note(option, "*", table));
    model.forEachCommand(
        (path, command) -> command.options().forEach(option -> note(option, path, table)));
    out.append("  case \"$command $sub $third  $prev\" in\n");
    table.forEach(
        (names, byValue) ->
            byValue.forEach(
                (value, commands) -> {
                  List<String> prefixes =
                      byValue.size() == 1
                          ? List.of("*")
                          : commands.stream().map(command -> "'" + command + " '*").toList();
                  String patterns =
                      prefixes.stream()
                          .flatMap(prefix -> names.stream().map(name -> prefix + "' " + name + "'"))
                          .collect(Collectors.joining(" | "));
                  out.append("    ").append(patterns).append(")\n      ").append(complete(value));
                  out.append("\n      return ;;\n");
                }));
    out.append("  esac\n");
  }

  private static void note(
      Option option, String command, Map<List<String>, Map<Value, List<String>>> table) {
    if (option.takesValue()) {
      List<String> commands =
          table
              .computeIfAbsent(option.names(), names -> new LinkedHashMap<>())
              .computeIfAbsent(option.value(), value -> new ArrayList<>());
      if (!commands.contains(command)) {
        commands.add(command);
      }
    }
  }

  private static String complete(Value value) {
    return switch (value.kind()) {
      case NONE, ANY -> ":";
      case FILE -> "_tracker_paths -f";
      case FOLDER -> "_tracker_paths -d";
      case WORDS -> "_tracker_words " + String.join(" ", value.words());
      case INDEX -> "_tracker_index " + value.words().get(0);
    };
  }

  private void words() {
    out.append("  if [[ $cur == -* ]]; then\n");
    out.append("    _tracker_words ").append(names(model.globals())).append("\n  fi\n");
    out.append("  case $command in\n");
    out.append("    '') [[ $cur == -* ]] || _tracker_words ");
    out.append(words(model.commands())).append(" ;;\n");
    model.commands().forEach(command -> place(command, 1, "    "));
    out.append("  esac\n");
  }

  /** What may stand behind a command, at the level that the variables of that name hold. */
  private void place(Command command, int level, String indent) {
    out.append(indent).append(command.name()).append(")\n");
    if (!command.options().isEmpty()) {
      out.append(indent).append("  if [[ $cur == -* ]]; then\n").append(indent);
      out.append("    _tracker_words ").append(names(command.options())).append('\n');
      out.append(indent).append("    return\n").append(indent).append("  fi\n");
    }
    if (command.commands().isEmpty()) {
      out.append(indent).append("  [[ $cur == -* ]] || ").append(complete(command.arguments()));
      out.append(" ;;\n");
      return;
    }
    out.append(indent).append("  case $").append(LEVELS.get(level)).append(" in\n");
    out.append(indent).append("    '') [[ $cur == -* ]] || _tracker_words ");
    out.append(words(command.commands())).append(" ;;\n");
    command.commands().forEach(sub -> place(sub, level + 1, indent + "    "));
    out.append(indent).append("  esac ;;\n");
  }

  private static String words(List<Command> commands) {
    return commands.stream().map(Command::name).collect(Collectors.joining(" "));
  }

  private static String names(List<Option> options) {
    return options.stream()
        .flatMap(option -> option.names().stream())
        .collect(Collectors.joining(" "));
  }
}
