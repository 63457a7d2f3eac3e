package org.researchtracker.cli.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Files that are being written and must not be left behind when the process is interrupted. Safe
 * for use by several threads; the hook runs on one of its own.
 */
final class Unfinished {
  private static final Set<Path> FILES = ConcurrentHashMap.newKeySet();
  private static boolean hooked;

  private Unfinished() {}

  /** Has a file deleted at the end of the process, unless {@link #finished} is called first. */
  static synchronized void begun(Path file) {
    if (!hooked) {
      hooked = true;
      Runtime.getRuntime().addShutdownHook(new Thread(Unfinished::deleteAll, "tracker-unfinished"));
    }
    FILES.add(file);
  }

  /** Leaves a file as it is from now on. */
  static void finished(Path file) {
    FILES.remove(file);
  }

  private static void deleteAll() {
    FILES.forEach(Unfinished::delete);
  }

  /** Deletes a file if it is there. */
  static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // The process ends; whoever finds the file sees by its name that it is unfinished.
      return;
    }
    finished(file);
  }
}
