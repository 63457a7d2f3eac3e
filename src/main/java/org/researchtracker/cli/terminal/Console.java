package org.researchtracker.cli.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/**
 * All that the program knows of where it runs. Tests bring their own; nothing else looks at the
 * standard streams, the environment, the clock or the working folder.
 *
 * @param in standard input
 * @param out results, UTF-8; throws {@link OutputFailedException} where a write fails
 * @param bytes the same results for what is no text, such as a bundle; nothing goes to {@code out}
 *     then
 * @param err everything else, UTF-8, flushed at each line
 * @param env the environment; HOME is there whenever the system knows one
 * @param clock the time, in the system's zone
 * @param cwd what relative paths are relative to
 * @param terminal which of the streams are a terminal, and its size
 */
public record Console(
    InputStream in,
    PrintWriter out,
    OutputStream bytes,
    PrintWriter err,
    Map<String, String> env,
    Clock clock,
    Path cwd,
    Terminal terminal) {

  /** Copies the environment. */
  public Console {
    env = Map.copyOf(env);
  }

  /** Returns the console of this process. */
  public static Console system() {
    OutputStream out = new ResultStream(new FileOutputStream(FileDescriptor.out));
    OutputStream err = new FileOutputStream(FileDescriptor.err);
    Map<String, String> env = new HashMap<>(System.getenv());
    // Under env -i the system still knows the home folder; "?" is how Java says that it does not.
    String home = System.getProperty("user.home", "?");
    if (env.getOrDefault("HOME", "").isEmpty() && !home.equals("?")) {
      env.put("HOME", home);
    }
    return new Console(
        new FileInputStream(FileDescriptor.in),
        new PrintWriter(new BufferedWriter(new OutputStreamWriter(out, UTF_8), 1 << 16), false),
        out,
        new PrintWriter(new BufferedWriter(new OutputStreamWriter(err, UTF_8)), true),
        env,
        new SystemClock(),
        Path.of("").toAbsolutePath(),
        SystemTerminal.detect(env));
  }

  /** Returns the value of an environment variable, empty if it is unset. */
  public String env(String name) {
    return env.getOrDefault(name, "");
  }
}
