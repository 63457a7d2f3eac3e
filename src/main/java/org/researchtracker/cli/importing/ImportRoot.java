package org.researchtracker.cli.importing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.researchtracker.cli.session.Session;
import org.researchtracker.cli.settings.Settings;
import org.researchtracker.cli.terminal.IoReason;
import org.researchtracker.model.TrackerException;

/**
 * Where an import writes, and where it looks for what is known.
 *
 * @param path the log root that is written to
 * @param known the log roots whose executions are not imported again
 * @param inForce whether those are the roots of the settings
 */
record ImportRoot(Path path, List<Path> known, boolean inForce) {

  /**
   * Finds the root: the one that is named, else the only one in force. One that is named and in
   * force counts for the latter, so that its index is the one that all other commands use.
   */
  static ImportRoot of(Session session, @Nullable String into, boolean dryRun) throws IOException {
    Settings settings = session.settings();
    if (into == null) {
      List<Path> roots = settings.logRoots();
      if (roots.size() > 1) {
        throw new TrackerException(
            TrackerException.Kind.USAGE,
            "there are several log roots to import into",
            "name one: --into LOGROOT");
      }
      Path only = roots.get(0);
      if (!Files.isDirectory(only)) {
        throw TrackerException.failed(
            "log root " + only + (Files.exists(only) ? " is no folder" : " does not exist"),
            "name the right one with --logs; --into LOGROOT makes one");
      }
      return new ImportRoot(only, roots, true);
    }
    Path path = session.console().cwd().resolve(into);
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw TrackerException.failed(
          "cannot import into " + into + ": it is no folder", "name a folder for logs");
    }
    if (!dryRun) {
      make(path, into);
    }
    List<Path> roots = settings.logRootsIfAny();
    boolean inForce = Files.isDirectory(path) && isAmong(roots, path);
    return new ImportRoot(path, inForce ? roots : List.of(path), inForce);
  }

  private static void make(Path path, String into) {
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      throw new TrackerException(
          TrackerException.Kind.FAILED,
          "the folder " + into + " cannot be made: " + IoReason.of(e),
          "name another with --into",
          e);
    }
  }

  private static boolean isAmong(List<Path> roots, Path path) throws IOException {
    for (Path root : roots) {
      if (Files.isDirectory(root) && Files.isSameFile(root, path)) {
        return true;
      }
    }
    return false;
  }

  /** Opens what tells which executions the logs hold; a root that is not there holds none. */
  ImportIndex openIndex(Session session) {
    return inForce || Files.isDirectory(path)
        ? ImportIndex.open(session, known, inForce)
        : ImportIndex.empty(session);
  }
}
