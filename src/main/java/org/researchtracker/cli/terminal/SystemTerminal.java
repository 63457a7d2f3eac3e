package org.researchtracker.cli.terminal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out about this process's terminal. Java 17 tells only whether standard input and output are
 * both terminals, which is not enough for {@code tracker list | cat}.
 */
final class SystemTerminal {

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  private SystemTerminal() {}

  static Terminal detect(Map<String, String> env) {
    // Linux says it for the price of a link; elsewhere one shell is asked about all three.
    boolean proc = Files.isSymbolicLink(DESCRIPTORS.resolve("1"));
    int bits = proc ? linked(0) | linked(1) << 1 | linked(2) << 2 : asked();
    return new Terminal(
        (bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, () -> size(env).orElse(Terminal.USUAL));
  }

  private static int linked(int descriptor) {
    try {
      String device =
          Files.readSymbolicLink(DESCRIPTORS.resolve(Integer.toString(descriptor))).toString();
      return isTerminalDevice(device) ? 1 : 0;
    } catch (IOException | UnsupportedOperationException e) {
      return 0;
    }
  }

  /** Returns whether a device is a terminal, by its name. */
  static boolean isTerminalDevice(String device) {
    return device.startsWith("/dev/pts/")
        || device.startsWith("/dev/tty")
        || device.equals("/dev/console");
  }

  private static int asked() {
    if (!new File("/bin/sh").exists()) {
      return ofConsole();
    }
    String script = "r=0;[ -t 0 ]&&r=1;[ -t 1 ]&&r=$((r+2));[ -t 2 ]&&r=$((r+4));exit $r";
    try {
      return new ProcessBuilder("/bin/sh", "-c", script).inheritIO().start().waitFor();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  /** Windows: Java answers for input and output together. */
  @SuppressWarnings("SystemConsoleNull") // from Java 22 on it is never null, and has an answer
  private static int ofConsole() {
    java.io.Console console = System.console();
    if (console == null) {
      return 0;
    }
    try {
      return Boolean.FALSE.equals(java.io.Console.class.getMethod("isTerminal").invoke(console))
          ? 0
          : 7;
    } catch (ReflectiveOperationException e) {
      return 7;
    }
  }

  private static Optional<Terminal.Size> size(Map<String, String> env) {
    int columns = positive(env.getOrDefault("COLUMNS", ""));
    int rows = positive(env.getOrDefault("LINES", ""));
    if (columns > 0 && rows > 0) {
      return Optional.of(new Terminal.Size(columns, rows));
    }
    Optional<Terminal.Size> asked = stty();
    if (columns > 0) {
      int height = asked.map(Terminal.Size::rows).orElse(Terminal.USUAL.rows());
      return Optional.of(new Terminal.Size(columns, height));
    }
    return asked;
  }

  private static Optional<Terminal.Size> stty() {
    File tty = new File("/dev/tty");
    if (!tty.exists()) {
      return Optional.empty();
    }
    try {
      Process process =
          new ProcessBuilder("stty", "size")
              .redirectInput(tty)
              .redirectError(Redirect.DISCARD)
              .start();
      String[] words =
          new String(process.getInputStream().readAllBytes(), US_ASCII).strip().split(" ", -1);
      if (words.length != 2 || positive(words[0]) == 0 || positive(words[1]) == 0) {
        return Optional.empty();
      }
      return Optional.of(new Terminal.Size(positive(words[1]), positive(words[0])));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static int positive(String text) {
    try {
      return Math.max(0, Integer.parseInt(text.strip()));
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
