package org.researchtracker.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.researchtracker.cli.session.Session;
import org.researchtracker.cli.terminal.Console;
import org.researchtracker.cli.terminal.Terminal;
import picocli.CommandLine;

/**
 * Runs the program as users do, but for the process: an environment of its own, a clock that stands
 * still, a folder of its own that appears as {@code $TMP}.
 */
public final class CliHarness {
  static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  public static final Clock CLOCK = Clock.fixed(Instant.parse("2025-11-05T11:00:00Z"), ZONE);

  private final Path folder;
  private final Map<String, String> env = new HashMap<>();
  private Terminal terminal = Terminal.none();
  private String input = "";

  /** Starts in a folder, which is also the home folder. */
  public CliHarness(Path folder) throws IOException {
    this.folder = folder.toRealPath();
    env.put("HOME", this.folder.resolve("home").toString());
  }

  public Path folder() {
    return folder;
  }

  /** Copies the example workshop into the folder. */
  public CliHarness withWorkshop() throws IOException {
    Path from = Path.of("examples/workshop").toAbsolutePath();
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(folder.resolve(from.relativize(each).toString()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path each, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(each, folder.resolve(from.relativize(each).toString()));
            return FileVisitResult.CONTINUE;
          }
        });
    return this;
  }

  public CliHarness env(String name, String value) {
    env.put(name, value);
    return this;
  }

  public CliHarness without(String name) {
    env.remove(name);
    return this;
  }

  /** All streams are a terminal of so many columns. */
  public CliHarness onTerminal(int columns) {
    terminal = new Terminal(true, true, true, () -> new Terminal.Size(columns, 1000));
    return this;
  }

  /** Standard error alone is a terminal. */
  public CliHarness withErrorsOnTerminal() {
    terminal = new Terminal(false, false, true, () -> new Terminal.Size(100, 1000));
    return this;
  }

  public CliHarness input(String text) {
    input = text;
    return this;
  }

  public Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  public Console console(ByteArrayOutputStream out, ByteArrayOutputStream err) {
    return new Console(
        new ByteArrayInputStream(input.getBytes(UTF_8)),
        new PrintWriter(new OutputStreamWriter(out, UTF_8), false),
        out,
        new PrintWriter(new OutputStreamWriter(err, UTF_8), true),
        env,
        CLOCK,
        folder,
        terminal);
  }

  /** Returns all commands that people use, as picocli knows them. */
  public CommandLine commands() {
    Console console = console(new ByteArrayOutputStream(), new ByteArrayOutputStream());
    return new CommandTree(new Session(console)).whole();
  }

  /** Runs the program on a console of the test's own; returns the exit code. */
  public static int runOn(Console console, String... args) {
    return Main.run(console, args);
  }

  public CliResult run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit = runOn(console(out, err), args);
    return new CliResult(exit, shown(out), shown(err));
  }

  private String shown(ByteArrayOutputStream bytes) {
    return bytes
        .toString(UTF_8)
        .replace(folder.toString(), "$TMP")
        // The name of the index comes from the folder, which is another at each run.
        .replaceAll("(index-v\\d+)-[0-9a-f]{16}\\.db", "$1-DIGEST.db");
  }
}
