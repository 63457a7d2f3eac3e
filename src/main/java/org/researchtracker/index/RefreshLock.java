package org.researchtracker.index;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Lets one process at a time catch up with the logs, whatever its transactions do in between. The
 * operating system frees it when its holder dies. The lock file {@code INDEX.lock} stays: removing
 * it would let two processes hold two locks.
 */
final class RefreshLock implements AutoCloseable {
  private final FileChannel channel;

  private RefreshLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Waits until no other process holds the lock and takes it.
   *
   * @param waiting is run once if another process holds it
   * @throws UnusablePlaceException if the lock file cannot be made or locked where it lies
   * @throws IOException if this process holds the lock already
   */
  static RefreshLock take(Path index, Runnable waiting) throws IOException {
    try {
      FileChannel channel = open(path(index));
      try {
        FileLock lock = channel.tryLock();
        if (lock == null) {
          waiting.run();
          channel.lock();
        }
        return new RefreshLock(channel);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (OverlappingFileLockException e) {
      throw new IOException("this process holds the lock already", e);
    } catch (IOException e) {
      throw new UnusablePlaceException(e);
    }
  }

  static Path path(Path index) {
    return index.resolveSibling(index.getFileName() + ".lock");
  }

  private static FileChannel open(Path path) throws IOException {
    Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      FileAttribute<?> mode =
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
      return FileChannel.open(path, options, mode);
    }
    return FileChannel.open(path, options);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
