package org.researchtracker.bundle;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.researchtracker.model.TrackerException;

/**
 * A file that is being written, {@code NAME.part} beside its target, and becomes the target in one
 * step or not at all. Closed before that, or ended by a signal, it is gone; killed hard, it stays
 * and the next writer of the same target removes it. A lock on it keeps two processes from writing
 * the same target at once; the system gives up the lock with the process.
 */
final class PartFile implements Closeable {
  private final Path part;
  private final FileChannel channel;
  private final Cleanup cleanup;
  private final AtomicBoolean syncing = new AtomicBoolean();

  private PartFile(Path part, FileChannel channel) {
    this.part = part;
    this.channel = channel;
    this.cleanup = Cleanup.of(() -> Files.deleteIfExists(part));
  }

  /**
   * Opens a new part file.
   *
   * @param target what it will become
   * @throws TrackerException if another process is writing the same target
   */
  static PartFile open(Path target) throws IOException {
    Path part = target.resolveSibling(target.getFileName() + ".part");
    for (int attempt = 0; attempt < 10; attempt++) {
      FileChannel channel;
      try {
        channel =
            FileChannel.open(
                part,
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
      } catch (FileAlreadyExistsException e) {
        removeStale(part);
        continue;
      }
      // Another process may have taken it for a stale one before it was locked.
      if (lock(channel) && Files.exists(part)) {
        return new PartFile(part, channel);
      }
      channel.close();
    }
    throw busy(part);
  }

  private static boolean lock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static void removeStale(Path part) throws IOException {
    Object before = key(part);
    if (before == null && !Files.exists(part)) {
      return;
    }
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      if (!lock(channel)) {
        throw busy(part);
      }
      // Only the file that was locked: it may have become a bundle, and another be in its place.
      if (Objects.equals(before, key(part))) {
        Files.deleteIfExists(part);
      }
    } catch (NoSuchFileException e) {
      // It became a bundle meanwhile.
    }
  }

  private static @Nullable Object key(Path part) throws IOException {
    try {
      return Files.readAttributes(part, BasicFileAttributes.class).fileKey();
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private static TrackerException busy(Path part) {
    return new TrackerException(
        TrackerException.Kind.LOCKED,
        "another export is writing " + part,
        "wait until it has ended, or choose another target");
  }

  FileChannel channel() {
    return channel;
  }

  /**
   * Begins to bring to the disk what was written so far, while more is written, unless that is
   * being done already. A failure shows in the end, when all is brought there.
   */
  void syncInBackground() {
    if (syncing.compareAndSet(false, true)) {
      Thread thread = new Thread(this::sync, "tracker-bundle-sync");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void sync() {
    try {
      channel.force(false);
    } catch (IOException e) {
      // Closed, or to be met again.
    } finally {
      syncing.set(false);
    }
  }

  /** Brings the bytes to the disk and puts the file in the place of the target. */
  void moveTo(Path target) throws IOException {
    channel.force(true);
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    cleanup.cancel();
    syncFolder(target);
  }

  /** Brings a folder's entries to the disk, where the system lets a folder be opened for that. */
  static void syncFolder(Path target) {
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null) {
      return;
    }
    try (FileChannel opened = FileChannel.open(folder, StandardOpenOption.READ)) {
      opened.force(true);
    } catch (IOException e) {
      // Windows and some network shares refuse; the file itself was brought to the disk.
    }
  }

  @Override
  public void close() throws IOException {
    try {
      cleanup.run();
    } finally {
      channel.close();
    }
  }
}
