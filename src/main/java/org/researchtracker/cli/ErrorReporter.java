package org.researchtracker.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.researchtracker.model.JsonText;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.Nearest;
import org.researchtracker.model.TrackerException;
import org.researchtracker.view.SafeText;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Turns whatever went wrong into a message and an exit code: the only place that knows both.
 *
 * <p>It looks at the bare arguments, because they may be what went wrong.
 */
final class ErrorReporter {
  private final Console console;
  private final boolean debug;
  private final boolean json;

  ErrorReporter(Console console, String... args) {
    this.console = console;
    List<String> words = Arrays.asList(args);
    int end = words.indexOf("--");
    List<String> options = end < 0 ? words : words.subList(0, end);
    debug = options.contains("--debug");
    json = asksForJson(options);
  }

  private static boolean asksForJson(List<String> options) {
    for (int i = 0; i < options.size(); i++) {
      String option = options.get(i);
      if (option.equals("--json")
          || option.startsWith("--format=json")
          || (option.startsWith("json") && i > 0 && options.get(i - 1).equals("--format"))) {
        return true;
      }
    }
    return false;
  }

  /** Runs the work; whatever it throws is told, and becomes an exit code. */
  int guard(Callable<Integer> work) {
    try {
      return work.call();
    } catch (OutputFailedException e) {
      if (e.readerWentAway()) {
        return ExitCode.OK.code();
      }
      return report(
          e,
          ExitCode.FAILED,
          "cannot write the results: " + e.getMessage(),
          "free some space, or choose another place with -o");
    } catch (ParameterException e) {
      return usage(e);
    } catch (TrackerException e) {
      return report(e, ExitCode.of(e.kind()), e.what(), e.hint());
    } catch (Exception | StackOverflowError | OutOfMemoryError e) {
      return unexpected(e);
    }
  }

  private int unexpected(Throwable e) {
    if (e instanceof OutOfMemoryError) {
      return report(
          e,
          ExitCode.FAILED,
          "not enough memory",
          "give it more: TRACKER_JAVA_OPTS=-Xmx4g, or choose less");
    }
    String message = e.getMessage() == null ? "" : ": " + e.getMessage();
    return report(
        e,
        ExitCode.FAILED,
        "internal error: " + e.getClass().getSimpleName() + message,
        "run it again with --debug, and report what it prints");
  }

  private int usage(ParameterException e) {
    CommandLine line = e.getCommandLine();
    if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
      return unmatched(e, line, unmatched.getUnmatched().get(0), unmatched.isUnknownOption());
    }
    String message = String.valueOf(e.getMessage());
    String what = message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
    return report(e, ExitCode.USAGE, what, seeHelp(line));
  }

  private int unmatched(ParameterException e, CommandLine line, String word, boolean option) {
    String command = line.getCommandSpec().qualifiedName();
    Set<String> commands = line.getSubcommands().keySet();
    String what = "'" + command + "' takes no '" + word + "'";
    List<String> near = List.of();
    if (option) {
      what = "unknown option '" + word + "'";
      String name = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
      near = Nearest.of(name, line.getCommandSpec().optionsMap().keySet(), 1);
    } else if (!commands.isEmpty()) {
      what = "unknown command '" + command.replaceFirst("^tracker ", "") + " " + word + "'";
      near = Nearest.of(word, commands, 1);
    }
    String hint = near.isEmpty() ? seeHelp(line) : "did you mean " + near.get(0) + "?";
    return report(e, ExitCode.USAGE, what, hint);
  }

  private static String seeHelp(CommandLine line) {
    return "see '" + line.getCommandSpec().qualifiedName() + " --help'";
  }

  private int report(Throwable cause, ExitCode exit, String what, String hint) {
    if (json) {
      JsonObject.Builder error =
          JsonObject.builder()
              .put("error", exit.name().toLowerCase(Locale.ROOT))
              .put("exit", exit.code())
              .put("message", what)
              .put("hint", hint.isEmpty() ? null : hint);
      console.err().println(JsonText.compact(error.build()));
    } else {
      console.err().println("tracker: " + SafeText.line(what));
      if (!hint.isEmpty()) {
        console.err().println("hint: " + SafeText.line(hint));
      }
    }
    if (debug) {
      cause.printStackTrace(console.err());
    }
    return exit.code();
  }
}
