package org.researchtracker.cli.completion;

import java.util.List;
import org.researchtracker.cli.completion.CompletionModel.Command;
import org.researchtracker.cli.completion.CompletionModel.Option;
import org.researchtracker.cli.completion.CompletionModel.Value;

/** Writes the completion script for zsh. */
final class ZshCompletion {
  private static final String HEAD =
      """
      #compdef tracker
      # zsh completion for tracker; printed by 'tracker completion zsh'

      _tracker_index() {
        local -a names
        names=("${(@f)$(${~tracker_words[1]} __complete $1 ${tracker_words[2,tracker_current-1]} 2>/dev/null)}")
        names=(${names:#})
        compset -P '*,'
        compset -P '!'
        compadd -a names
      }

      """;

  private final CompletionModel model;
  private final StringBuilder out = new StringBuilder(HEAD);

  ZshCompletion(CompletionModel model) {
    this.model = model;
  }

  String script() {
    out.append("_tracker_commands() {\n");
    describe(model.commands(), "command");
    out.append("}\n\n");
    model.forEachCommand(
        (path, command) -> {
          if (!command.commands().isEmpty()) {
            out.append("_tracker_commands_").append(function(path)).append("() {\n");
            describe(command.commands(), "command");
            out.append("}\n\n");
          }
        });
    out.append("_tracker() {\n");
    out.append("  local context curcontext=$curcontext state state_descr line ret=1\n");
    out.append("  local -a tracker_words=(\"${words[@]}\") globals\n");
    out.append("  local -i tracker_current=CURRENT\n");
    out.append("  typeset -A opt_args\n");
    out.append("  globals=(\n");
    model.globals().forEach(option -> option(option, "    "));
    out.append("  )\n");
    out.append("  _arguments -C -s -S $globals '1: :_tracker_commands' '*:: :->rest' && ret=0\n");
    out.append("  [[ $state == rest ]] || return ret\n");
    out.append("  case $words[1] in\n");
    model.commands().forEach(command -> arguments("", command, "    "));
    out.append("  esac\n  return ret\n}\n\n");
    out.append("_tracker \"$@\"\n");
    return out.toString();
  }

  private void describe(List<Command> commands, String what) {
    out.append("  local -a commands=(\n");
    for (Command command : commands) {
      out.append("    ").append(quoted(command.name() + ":" + command.description())).append('\n');
    }
    out.append("  )\n  _describe ").append(what).append(" commands\n");
  }

  /** The names of commands as part of a function's name. */
  private static String function(String path) {
    return path.replace(' ', '_').replace('-', '_');
  }

  private void arguments(String before, Command command, String indent) {
    out.append(indent).append(command.name()).append(")\n");
    if (!command.commands().isEmpty()) {
      String path = before.isEmpty() ? command.name() : before + " " + command.name();
      String state = "rest_" + function(path);
      out.append(indent).append("  _arguments -C -s -S $globals '1: :_tracker_commands_");
      out.append(function(path)).append("' '*:: :->").append(state).append("' && ret=0\n");
      out.append(indent).append("  [[ $state == ").append(state).append(" ]] || return ret\n");
      out.append(indent).append("  case $words[1] in\n");
      command.commands().forEach(sub -> arguments(path, sub, indent + "    "));
      out.append(indent).append("  esac ;;\n");
      return;
    }
    out.append(indent).append("  _arguments -s -S $globals \\\n");
    for (Option option : command.options()) {
      option(option, indent + "    ", " \\");
    }
    out.append(indent).append("    ").append(quoted(positional(command))).append(" && ret=0 ;;\n");
  }

  private static String positional(Command command) {
    return "*: :" + action(command.arguments());
  }

  private void option(Option option, String indent) {
    option(option, indent, "");
  }

  private void option(Option option, String indent, String end) {
    for (String name : option.names()) {
      String sign = !option.takesValue() ? "" : name.startsWith("--") ? "=" : "+";
      String value = option.takesValue() ? ": :" + action(option.value()) : "";
      String text = "*" + name + sign + "[" + escaped(option.description()) + "]" + value;
      out.append(indent).append(quoted(text)).append(end).append('\n');
    }
  }

  private static String action(Value value) {
    return switch (value.kind()) {
      case NONE, ANY -> " ";
      case FILE -> "_files";
      case FOLDER -> "_files -/";
      case WORDS -> "(" + String.join(" ", value.words()) + ")";
      // A space before it keeps zsh from putting words of its own between the two.
      case INDEX -> " _tracker_index " + value.words().get(0);
    };
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]").replace(":", "\\:");
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
