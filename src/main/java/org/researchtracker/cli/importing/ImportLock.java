package org.researchtracker.cli.importing;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.researchtracker.model.TrackerException;

/**
 * Keeps two imports into one log root apart: each decides by what the log holds what it adds. The
 * system lets go of the lock when its holder dies.
 */
final class ImportLock implements AutoCloseable {
  private static final String NAME = "importing.lock";

  private final @Nullable FileChannel channel;

  private ImportLock(@Nullable FileChannel channel) {
    this.channel = channel;
  }

  /** Takes no lock, because nothing will be written. */
  static ImportLock none() {
    return new ImportLock(null);
  }

  /** Takes the lock of a log root. */
  static ImportLock of(Path root) throws IOException {
    FileChannel channel =
        FileChannel.open(root.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (tryLock(channel) == null) {
      channel.close();
      throw new TrackerException(
          TrackerException.Kind.LOCKED,
          "another import into " + root + " is running",
          "run the command again when it is done");
    }
    return new ImportLock(channel);
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }
}
