package org.researchtracker.archive;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.researchtracker.bundle.Reasons;
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
      PrivateFiles.createFolder(path);
      return new ArchiveFolder(path);
    } catch (IOException e) {
      throw new TrackerException(
          TrackerException.Kind.FAILED,
          "the folder " + path + " cannot be made: " + Reasons.of(e),
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
    forEachZip(names::add);
    return names;
  }

  /** Returns numbers for the names of all ZIPs, see {@link Standing#number}, in order. */
  long[] zipNumbers() {
    LongStream.Builder numbers = LongStream.builder();
    forEachZip(name -> numbers.add(Standing.number(name)));
    return numbers.build().sorted().toArray();
  }

  /** Gives the names of all ZIPs. */
  void forEachZip(Consumer<String> taker) {
    try {
      list(taker);
    } catch (IOException e) {
      throw unlisted(e);
    }
  }

  private void list(Consumer<String> taker) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        if (name.endsWith(".zip")) {
          taker.accept(name);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private TrackerException unlisted(IOException e) {
    return new TrackerException(
        TrackerException.Kind.FAILED,
        "the folder " + path + " cannot be listed: " + Reasons.of(e),
        "check its permissions",
        e);
  }
}
