package org.researchtracker.index;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The indexes that stand in for others whose places cannot be written. They say what the logs say,
 * and so each lies in a folder that only its user can read, and none is left when the process ends,
 * however it is told to. Safe for use by several threads; the hook runs on one of its own.
 */
final class TemporaryIndexes {
  private static final Set<Path> FILES = ConcurrentHashMap.newKeySet();
  private static boolean hooked;

  private TemporaryIndexes() {}

  /** Returns the file for a new one, in a folder that is made. */
  static synchronized Path place() throws IOException {
    if (!hooked) {
      hooked = true;
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> FILES.forEach(TemporaryIndexes::delete), "tracker-temporary-indexes"));
    }
    Path file = Files.createTempDirectory("tracker-index-").resolve("index.db");
    FILES.add(file);
    return file;
  }

  /** Deletes one with its folder. */
  static void delete(Path file) {
    FILES.remove(file);
    Path folder = file.getParent();
    if (folder == null) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path left : files) {
        Files.deleteIfExists(left);
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      // The system clears its temporary folder by itself.
    }
  }
}
