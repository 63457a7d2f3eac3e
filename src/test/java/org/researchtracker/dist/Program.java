package org.researchtracker.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs programs of the system, in an environment of the test's own. */
final class Program {
  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();

  /** What came of it. */
  record Result(int exit, String out, String err, long pid) {
    /** Holds that a version was printed and nothing else. */
    void assertIsVersion() {
      assertThat(err).isEmpty();
      assertThat(out).matches("tracker \\d+\\.\\d+\\.\\d+\\R");
      assertThat(exit).isZero();
    }

    @Override
    public String toString() {
      return out + err + "[exit " + exit + "]";
    }
  }

  /**
   * Runs in a folder, with the path of this process and no other variable, except that a second
   * command leaves nobody at work in the background, in a folder that the test deletes.
   */
  Program(Path folder) {
    this.folder = folder;
    environment.put("PATH", System.getenv("PATH"));
    environment.put("TRACKER_NO_CACHE", "1");
  }

  /** Runs in a folder without any variable. */
  static Program bare(Path folder) {
    Program program = new Program(folder);
    program.environment.clear();
    return program;
  }

  /** Returns whether a program is on this machine. */
  static boolean isHere(String name) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
        .anyMatch(place -> Files.isExecutable(Path.of(place, name)));
  }

  /** Lets the program make an archive of its classes, and use it. */
  Program withStartArchive() {
    environment.remove("TRACKER_NO_CACHE");
    return this;
  }

  Program with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Program with(Map<String, String> variables) {
    environment.putAll(variables);
    return this;
  }

  Result run(String... command) throws IOException, InterruptedException {
    Path out = Files.createTempFile("tracker-test", "out");
    Path err = Files.createTempFile("tracker-test", "err");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(new File(folder.toString()))
              .redirectOutput(new File(out.toString()))
              .redirectError(new File(err.toString()));
      builder.environment().clear();
      builder.environment().putAll(environment);
      Process process = builder.start();
      process.getOutputStream().close();
      if (!process.waitFor(2, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError("still running after two minutes: " + List.of(command));
      }
      return new Result(
          process.exitValue(),
          Files.readString(out, UTF_8),
          Files.readString(err, UTF_8),
          process.pid());
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }
}
