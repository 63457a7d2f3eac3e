package org.researchtracker.cli.output;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.researchtracker.cli.command.PlainLine;
import org.researchtracker.cli.session.Session;
import org.researchtracker.cli.terminal.Console;
import org.researchtracker.model.TrackerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Where results go and in which format; as typed. The same on every command that prints some. */
@Command
public final class OutputOptions {
  /** What help says of {@code --format}, whose words differ from command to command. */
  public static final String FORMAT =
      "Format of the results (default: by the ending of -o FILE, else for the reader: a person at a"
          + " terminal, or a program)";

  /** What help says of {@code --dry-run}, on every command that writes more than its results. */
  public static final String DRY_RUN = "Say what would be done, and change nothing";

  @Option(names = "--json", description = "Short for --format json")
  private boolean json;

  /** What help says of {@code -o}, on every command. */
  public static final String OUTPUT =
      "Write to a file, whole or not at all; - is standard output (export's default: NAME.zip here)";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = OutputOptions.OUTPUT)
  private @Nullable String file;

  /** Takes these options from a plain line. */
  public void take(PlainLine line) {
    json = line.flag("--json");
    file = line.one(null, "-o", "--output");
  }

  /** Returns whether results go to a file and not to standard output. */
  boolean goesToFile() {
    return toFile().isPresent();
  }

  /**
   * Returns the word of the format in force. Where that is JSON, notices wait for the end, because
   * an error is then to be all that stderr holds.
   *
   * @param typed what was typed as format, if anything
   * @param known the formats that the command can write
   * @param onTerminal what a person gets who asks for nothing
   * @param elsewhere what a pipe gets
   */
  public String format(
      Session session,
      @Nullable String typed,
      List<String> known,
      String onTerminal,
      String elsewhere) {
    boolean person = session.console().terminal().out() && toFile().isEmpty();
    String format = typed == null ? "" : known(typed.toLowerCase(Locale.ROOT), known);
    if (json && !format.isEmpty() && !format.equals("json")) {
      throw usage("--json and --format " + format + " exclude each other");
    }
    if (json || format.startsWith("json")) {
      session.notices().defer();
    }
    if (json) {
      return "json";
    }
    if (!format.isEmpty()) {
      return format;
    }
    String ending = file == null ? "" : ending(file);
    return toFile().isPresent() && known.contains(ending)
        ? ending
        : person ? onTerminal : elsewhere;
  }

  private static String known(String word, List<String> known) {
    if (known.contains(word)) {
      return word;
    }
    throw usage("format '" + word + "' is not one of " + String.join(", ", known));
  }

  private static String ending(String name) {
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  private Optional<String> toFile() {
    return file == null || file.equals("-") ? Optional.empty() : Optional.of(file);
  }

  /**
   * Opens the place for the results.
   *
   * @param paged whether a person may get a pager
   */
  public Results open(Console console, boolean paged) {
    Optional<String> name = toFile();
    if (name.isEmpty()) {
      return paged ? PagedResults.of(console) : new Results.Plain(console);
    }
    try {
      Path path = console.cwd().resolve(name.get());
      return FileResults.open(path);
    } catch (InvalidPathException e) {
      throw usage("-o '" + name.get() + "' is no path on this system");
    }
  }

  private static TrackerException usage(String what) {
    return new TrackerException(TrackerException.Kind.USAGE, what, "");
  }
}
