package org.researchtracker.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.researchtracker.cli.command.ExitCode;
import org.researchtracker.cli.terminal.Console;
import org.researchtracker.cli.terminal.IoReason;
import org.researchtracker.cli.terminal.OutputFailedException;
import org.researchtracker.model.JsonText;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.TrackerException;
import org.researchtracker.view.SafeText;

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
    } catch (TrackerException e) {
      return report(e, ExitCode.of(e.kind()), e.what(), e.hint());
    } catch (LinkageError | InternalError e) {
      return report(
          e,
          ExitCode.FAILED,
          "a part of the program cannot be loaded: " + reason(e),
          "too few files may be open at once (ulimit -n), or the installation is damaged: run"
              + " it again with --debug");
    } catch (UncheckedIOException e) {
      return unreachable(e, Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      return unreachable(e, e);
    } catch (Exception | StackOverflowError | OutOfMemoryError e) {
      return unexpected(e);
    }
  }

  /**
   * A disk that is full, a folder that is gone: told here where no one else knew what it was for.
   */
  private int unreachable(Throwable thrown, IOException failure) {
    String file =
        failure instanceof FileSystemException known && known.getFile() != null
            ? known.getFile() + ": "
            : "";
    return report(
        thrown,
        ExitCode.FAILED,
        file + IoReason.of(failure),
        "see its permissions and the room on the disk; --debug says what it was wanted for");
  }

  /** Why a class cannot be loaded stands at the end of a row of what failed for it. */
  private static String reason(Throwable error) {
    Throwable last = error;
    while (last.getCause() != null) {
      last = last.getCause();
    }
    return last.getMessage() == null ? last.getClass().getSimpleName() : last.getMessage();
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
