package org.researchtracker.bundle;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/**
 * Where bytes go that memory shall not hold. A file is for its owner only, and nameless as soon as
 * it is open where the system can do that (Unix), else removed when it is closed: a killed process
 * leaves nothing of a pupil's words behind.
 *
 * @param path an existing folder
 */
record SpillFolder(Path path) {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Opens a new, empty file. */
  FileChannel open() throws IOException {
    byte[] random = new byte[8];
    for (; ; ) {
      RANDOM.nextBytes(random);
      Path file = path.resolve(".tracker-" + HexFormat.of().formatHex(random) + ".tmp");
      try {
        return open(file);
      } catch (FileAlreadyExistsException e) {
        // Another name, then.
      }
    }
  }

  private static FileChannel open(Path file) throws IOException {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] attributes =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    Set<OpenOption> options =
        Set.of(
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    try {
      return FileChannel.open(file, options, attributes);
    } catch (UnsupportedOperationException e) {
      // A file system in memory, which ends with the process: nothing is left behind there either.
      FileChannel channel =
          FileChannel.open(
              file,
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      Files.delete(file);
      return channel;
    }
  }
}
