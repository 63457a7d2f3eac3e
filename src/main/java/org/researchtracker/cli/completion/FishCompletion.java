package org.researchtracker.cli.completion;

import java.util.stream.Collectors;
import org.researchtracker.cli.completion.CompletionModel.Command;
import org.researchtracker.cli.completion.CompletionModel.Option;
import org.researchtracker.cli.completion.CompletionModel.Value;

/** Writes the completion script for fish. */
final class FishCompletion {
  private static final String HEAD =
      """
      # fish completion for tracker; printed by 'tracker completion fish'

      function __tracker_index
          set -l line (commandline -opc)
          set -l program $line[1]
          set -l names ($program __complete $argv[1] $line[2..-1] 2>/dev/null)
          # values that stand already, before a comma
          set -l before (string match -r '^.*,!?|^!' -- (commandline -ct | string replace -r '^--[a-z-]+=' ''))
          set -q before[1]; or set before ''
          for name in $names
              echo $before$name
          end
      end

      complete -c tracker -f
      """;

  private final CompletionModel model;
  private final StringBuilder out = new StringBuilder(HEAD);

  FishCompletion(CompletionModel model) {
    this.model = model;
  }

  String script() {
    model.globals().forEach(option -> option(option, ""));
    for (Command command : model.commands()) {
      out.append("complete -c tracker -n __fish_use_subcommand -a ").append(command.name());
      out.append(" -d ").append(quoted(command.description())).append('\n');
      behind(command, "__fish_seen_subcommand_from " + command.name());
    }
    return out.toString();
  }

  /** What may stand behind a command that was seen. */
  private void behind(Command command, String seen) {
    command.options().forEach(option -> option(option, seen));
    String action = action(command.arguments());
    if (!action.isEmpty()) {
      line(seen).append(action).append('\n');
    }
    String names = command.commands().stream().map(Command::name).collect(Collectors.joining(" "));
    for (Command sub : command.commands()) {
      line(seen + "; and not __fish_seen_subcommand_from " + names)
          .append(" -a ")
          .append(sub.name())
          .append(" -d ")
          .append(quoted(sub.description()))
          .append('\n');
      behind(sub, seen + "; and __fish_seen_subcommand_from " + sub.name());
    }
  }

  private StringBuilder line(String condition) {
    out.append("complete -c tracker");
    return condition.isEmpty() ? out : out.append(" -n ").append(quoted(condition));
  }

  private void option(Option option, String condition) {
    line(condition);
    for (String name : option.names()) {
      out.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
    }
    if (option.takesValue()) {
      String action = action(option.value());
      out.append(option.value().kind() == CompletionModel.Kind.FILE ? " -r -F" : " -x" + action);
    }
    out.append(" -d ").append(quoted(option.description())).append('\n');
  }

  private static String action(Value value) {
    return switch (value.kind()) {
      case NONE, ANY -> "";
      case FILE -> " -F";
      case FOLDER -> " -a '(__fish_complete_directories)'";
      case WORDS -> " -a " + quoted(String.join(" ", value.words()));
      case INDEX -> " -a '(__tracker_index " + value.words().get(0) + ")'";
    };
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
