package org.researchtracker.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.researchtracker.model.TrackerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Where results go and in which format; as typed. The same on every command that prints some. */
@Command
final class OutputOptions {

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "Format of the results (default: by the ending of -o FILE, else table on a"
              + " terminal and tsv elsewhere)")
  private @Nullable String format;

  @Option(names = "--json", description = "Short for --format json")
  private boolean json;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write the results to a file, whole or not at all; - is standard output")
  private @Nullable String file;

  /** Returns whether results go to a file and not to standard output. */
  boolean goesToFile() {
    return toFile().isPresent();
  }

  /** Returns whether errors are to be JSON as well. */
  boolean wantsJson() {
    return json || (format != null && format.startsWith("json"));
  }

  /**
   * Returns the word of the format in force.
   *
   * @param known the formats that the command can write
   * @param onTerminal what a person gets who asks for nothing
   * @param elsewhere what a pipe gets
   */
  String format(Console console, List<String> known, String onTerminal, String elsewhere) {
    if (format != null) {
      if (json && !format.equals("json")) {
        throw usage("--json and --format " + format + " exclude each other", "");
      }
      return known(format.toLowerCase(Locale.ROOT), known);
    }
    if (json) {
      return "json";
    }
    Optional<String> ending = toFile().map(OutputOptions::ending).filter(known::contains);
    return ending.orElse(console.terminal().out() && toFile().isEmpty() ? onTerminal : elsewhere);
  }

  private static String known(String word, List<String> known) {
    if (known.contains(word)) {
      return word;
    }
    throw usage("format '" + word + "' is not one of " + String.join(", ", known), "");
  }

  private static String ending(String name) {
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  private Optional<String> toFile() {
    return Optional.ofNullable(file).filter(name -> !name.equals("-"));
  }

  /**
   * Opens the place for the results.
   *
   * @param paged whether a person may get a pager
   */
  Results open(Console console, boolean paged) {
    Optional<String> name = toFile();
    if (name.isEmpty()) {
      return paged ? PagedResults.of(console) : new Results.Plain(console);
    }
    try {
      Path path = console.cwd().resolve(name.get());
      return FileResults.open(path);
    } catch (InvalidPathException e) {
      throw usage("-o '" + name.get() + "' is no path on this system", "");
    }
  }

  private static TrackerException usage(String what, String hint) {
    return new TrackerException(TrackerException.Kind.USAGE, what, hint);
  }
}
