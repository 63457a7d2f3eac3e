package org.researchtracker.cli;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/**
 * Has an archive of loaded classes made, from which later starts of the program take half as long.
 * That is done by {@code lib/make-start-archive}, in a process of its own, after a command has done
 * its work; nobody waits for it or hears of it, and where it cannot be done, starts are plain.
 *
 * <p>The launcher says by a system property where it would look for an archive and found none. The
 * first command there only makes the folder, and the second has the archive made: whoever runs the
 * program once, in a container or a test, would have no use for one.
 */
final class StartArchive {
  private static final String PROPERTY = "tracker.start";

  /** Is there while an archive is made, and, a day long, where that failed. */
  static final String ATTEMPT = "attempt";

  private StartArchive() {}

  /** Has an archive made, if the launcher wishes for one. */
  static void request() {
    String wished = System.getProperty(PROPERTY, "");
    String home = System.getProperty("tracker.home", "");
    if (wished.isEmpty() || home.isEmpty()) {
      return;
    }
    try {
      Path folder = Path.of(wished);
      if (Files.isDirectory(folder)) {
        make(folder, Path.of(home, "lib", "make-start-archive"), home);
      } else {
        Files.createDirectories(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
    } catch (IOException | InvalidPathException | UnsupportedOperationException e) {
      // A cache that cannot be written, a system without sh: the next start is as slow as this one.
    }
  }

  private static void make(Path folder, Path script, String home) throws IOException {
    if (!Files.isReadable(script) || !Files.isWritable(folder)) {
      return;
    }
    Path attempt = folder.resolve(ATTEMPT);
    if (Files.exists(attempt)
        && Files.getLastModifiedTime(attempt).toMillis()
            > System.currentTimeMillis() - 24 * 3600_000L) {
      return;
    }
    ProcessBuilder builder =
        new ProcessBuilder("/bin/sh", script.toString(), folder.toString(), home)
            .directory(new File("/"))
            .redirectInput(Redirect.from(new File("/dev/null")))
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD);
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("TRACKER_"));
    environment.put("JAVA_HOME", System.getProperty("java.home", ""));
    builder.start();
  }
}
