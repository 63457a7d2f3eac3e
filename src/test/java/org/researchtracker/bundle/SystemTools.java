package org.researchtracker.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Programs of the system that read what is written here, where they are installed. */
final class SystemTools {
  private SystemTools() {}

  /** Returns whether there is such a program. */
  static boolean has(String program) {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
      if (Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }

  /** Runs a program in a folder; returns what it says; it must succeed. */
  static String run(Path folder, String... command) throws IOException {
    Path log = Files.createTempFile("tool", ".log");
    Process process =
        new ProcessBuilder(command)
            .directory(new java.io.File(folder.toString()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.to(new java.io.File(log.toString())))
            .start();
    int code;
    try {
      code = process.waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw new IOException(e);
    }
    String said = Files.readString(log, StandardCharsets.UTF_8);
    Files.delete(log);
    assertThat(code).as(List.of(command) + ":\n" + said).isZero();
    return said;
  }

  static void unzipTest(Path zip) throws IOException {
    if (has("unzip")) {
      run(zip.resolveSibling("."), "unzip", "-tqq", zip.toString());
    }
  }
}
