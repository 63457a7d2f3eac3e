package org.researchtracker.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The lock of a log: an fcntl record lock on a file beside it, which excludes other processes, and
 * a lock of this process, which excludes its threads.
 *
 * <p>The file is opened once for all that use it in this process, because the system lets go of the
 * lock as soon as the process closes any of its handles on that file. It is never deleted. Its
 * first eight bytes are a stamp, which changes whenever somebody has written below the root.
 *
 * <p>{@link #share} and {@link #close} may be called by any thread; everything else by the thread
 * that took the lock.
 */
final class LockFile implements Closeable {
  private static final Map<Path, LockFile> SHARED = new HashMap<>();
  private static final long FIRST_PAUSE = 20_000;
  private static final long LONGEST_PAUSE = 2_000_000;

  private final Path path;
  private int users;

  /** Fair, so that of several recorders in one process none waits for ever. */
  private final ReentrantLock threads = new ReentrantLock(true);

  private @Nullable FileChannel channel;
  private @Nullable FileLock processes;
  private @Nullable Object key;

  private LockFile(Path path) {
    this.path = path;
  }

  /**
   * Returns the lock of this path, the same for all users in this process.
   *
   * @param path its folder must be a real path, so that no two names lead to one file
   */
  static LockFile share(Path path) {
    synchronized (SHARED) {
      LockFile lock = SHARED.computeIfAbsent(path, LockFile::new);
      lock.users++;
      return lock;
    }
  }

  /**
   * Takes the lock.
   *
   * @param nanos how long to wait for it
   * @throws LogLockedException if it is still held by another then
   * @throws IOException if the file cannot be opened or locked
   */
  void lock(long nanos) throws IOException {
    long deadline = System.nanoTime() + nanos;
    takeFromThreads(nanos);
    try {
      long pause = FIRST_PAUSE;
      while (!tryProcesses()) {
        if (System.nanoTime() - deadline >= 0) {
          throw new LogLockedException(path);
        }
        LockSupport.parkNanos(pause);
        pause = Math.min(pause * 2, LONGEST_PAUSE);
      }
    } catch (IOException | RuntimeException | Error e) {
      threads.unlock();
      throw e;
    }
  }

  private void takeFromThreads(long nanos) throws IOException {
    boolean interrupted = false;
    long deadline = System.nanoTime() + nanos;
    try {
      while (true) {
        try {
          if (!threads.tryLock(Math.max(deadline - System.nanoTime(), 0), TimeUnit.NANOSECONDS)) {
            throw new LogLockedException(path);
          }
          return;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private boolean tryProcesses() throws IOException {
    FileChannel open = open();
    FileLock lock;
    try {
      lock = open.tryLock();
    } catch (OverlappingFileLockException e) {
      // A second copy of this class in the same process holds it.
      return false;
    }
    if (lock == null) {
      return false;
    }
    if (!isStillThere()) {
      // Deleted, or its folder was: those who come now lock another file.
      open.close();
      return false;
    }
    processes = lock;
    return true;
  }

  private FileChannel open() throws IOException {
    FileChannel open = channel;
    if (open != null && open.isOpen()) {
      return open;
    }
    open =
        FileChannel.open(
            path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    key = keyOf(path);
    channel = open;
    return open;
  }

  private boolean isStillThere() {
    try {
      Object now = keyOf(path);
      return now == null || now.equals(key);
    } catch (IOException e) {
      return false;
    }
  }

  private static @Nullable Object keyOf(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }

  /** Lets go of the lock. */
  void unlock() {
    FileLock held = processes;
    processes = null;
    try {
      if (held != null) {
        held.release();
      }
    } catch (IOException e) {
      // The channel was closed under it, which let go of the lock as well.
    } finally {
      threads.unlock();
    }
  }

  /** Returns the stamp, 0 if there is none yet; under the lock. */
  long stamp() throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(Long.BYTES);
    return open().read(buffer, 0) == Long.BYTES ? buffer.getLong(0) : 0;
  }

  /** Tells everybody that something is being written, and returns the new stamp; under the lock. */
  long renewStamp() throws IOException {
    long stamp = ThreadLocalRandom.current().nextLong();
    ByteBuffer buffer = ByteBuffer.allocate(Long.BYTES).putLong(0, stamp);
    while (buffer.hasRemaining()) {
      open().write(buffer, buffer.position());
    }
    return stamp;
  }

  @Override
  public void close() throws IOException {
    synchronized (SHARED) {
      users--;
      if (users == 0) {
        SHARED.remove(path);
        if (channel != null) {
          channel.close();
        }
      }
    }
  }
}
