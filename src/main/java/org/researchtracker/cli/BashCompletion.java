package org.researchtracker.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.researchtracker.cli.CompletionModel.Command;
import org.researchtracker.cli.CompletionModel.Option;
import org.researchtracker.cli.CompletionModel.Value;

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

  private final CompletionModel model;
  private final StringBuilder out = new StringBuilder(HEAD);

  BashCompletion(CompletionModel model) {
    this.model = model;
  }

  String script() {
    out.append("_tracker() {\n");
    out.append("  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n");
    out.append("  local command= sub= word skip= i\n");
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
    out.append("      *) if [[ ! $command ]]; then command=$word; else sub=${sub:-$word}; fi ;;\n");
    out.append("    esac\n  done\n");
  }

  private List<Option> everyOption() {
    List<Option> options = new ArrayList<>(model.globals());
    model.commands().forEach(command -> options.addAll(command.options()));
    return options;
  }

  /** What may follow an option; where commands differ, each has a line of its own. */
  private void values() {
    Map<List<String>, Map<Value, List<String>>> table = new LinkedHashMap<>();
    model.globals().forEach(option -> note(option, "*", table));
    for (Command command : model.commands()) {
      command.options().forEach(option -> note(option, command.name(), table));
      for (Command sub : command.commands()) {
        sub.options().forEach(option -> note(option, command.name(), table));
      }
    }
    out.append("  case \"$command $prev\" in\n");
    table.forEach(
        (names, byValue) ->
            byValue.forEach(
                (value, commands) -> {
                  List<String> prefixes = byValue.size() == 1 ? List.of("*") : commands;
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
    String commands = model.commands().stream().map(Command::name).collect(Collectors.joining(" "));
    out.append("    '') [[ $cur == -* ]] || _tracker_words ").append(commands).append(" ;;\n");
    for (Command command : model.commands()) {
      out.append("    ").append(command.name()).append(")\n");
      if (!command.options().isEmpty()) {
        out.append("      if [[ $cur == -* ]]; then\n        _tracker_words ")
            .append(names(command.options()))
            .append("\n        return\n      fi\n");
      }
      if (command.commands().isEmpty()) {
        out.append("      [[ $cur == -* ]] || ").append(complete(command.arguments()));
      } else {
        subcommands(command);
      }
      out.append(" ;;\n");
    }
    out.append("  esac\n");
  }

  private void subcommands(Command command) {
    String names = command.commands().stream().map(Command::name).collect(Collectors.joining(" "));
    out.append("      if [[ $cur != -* ]]; then\n");
    out.append("        [[ $sub ]] || _tracker_words ").append(names).append("\n        return\n");
    out.append("      fi\n");
    out.append("      case $sub in\n");
    for (Command sub : command.commands()) {
      if (!sub.options().isEmpty()) {
        out.append("        ").append(sub.name()).append(") _tracker_words ");
        out.append(names(sub.options())).append(" ;;\n");
      }
    }
    out.append("      esac");
  }

  private static String names(List<Option> options) {
    return options.stream()
        .flatMap(option -> option.names().stream())
        .collect(Collectors.joining(" "));
  }
}
