package org.researchtracker.archive;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;
import org.researchtracker.model.TrackerException;

/**
 * The folder of an archive: bundles, and the two files of the archive's own, which no reader takes
 * for a log.
 *
 * @param path the folder
 */
record ArchiveFolder(Path path) {
  private static final String LEDGER = ".tracker-archive.ledger";
  private static final String LOCK = ".tracker-archive.lock";

  /**
   * Makes the folder, for its owner only, if it is not there.
   *
   * @throws TrackerException if it cannot be made
   */
  static ArchiveFolder prepare(Path path) {
    try {
      if (!Files.isDirectory(path)) {
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
          Files.createDirectories(
              path,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
          Files.createDirectories(path);
        }
      }
      return new ArchiveFolder(path);
    } catch (IOException e) {
      throw new TrackerException(
          TrackerException.Kind.FAILED,
          "the folder " + path + " cannot be made: " + e.getMessage(),
          "name another with --to",
          e);
    }
  }

  /**
   * Returns the folder of an archive that is there.
   *
   * @throws TrackerException if it is not
   */
  static ArchiveFolder existing(Path path) {
    if (!Files.isDirectory(path)) {
      throw TrackerException.failed(
          "there is no folder " + path, "name the folder of the archive with --to");
    }
    return new ArchiveFolder(path);
  }

  Path ledger() {
    return path.resolve(LEDGER);
  }

  Path lock() {
    return path.resolve(LOCK);
  }

  Path bundle(VersionName name) {
    return path.resolve(name.file());
  }

  /** Returns the names of all ZIPs. */
  Set<String> zips() {
    Set<String> names = new HashSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        if (name.endsWith(".zip")) {
          names.add(name);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      throw new TrackerException(
          TrackerException.Kind.FAILED,
          "the folder " + path + " cannot be listed: " + e.getMessage(),
          "check its permissions",
          e);
    }
    return names;
  }
}
