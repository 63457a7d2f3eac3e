package org.researchtracker.media.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Content by its digest: {@code content/ab/cd/abcd…}, private to the user. Whatever stands there
 * was synced before it got its name, and does not change afterwards. Safe for use by several
 * threads and processes.
 */
final class ContentFolder {
  private static final int BUFFER = 1 << 16;

  /** How many folders are synced at once, besides the first. */
  private static final int SYNCS = 15;

  private final Path root;
  private final boolean posix;
  private final Executor helpers = helpers();

  /**
   * The content below a store's folder, which need not exist.
   *
   * @param store the store's folder
   */
  ContentFolder(Path store) {
    this.root = store;
    this.posix = store.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  /** Threads that are there while many folders are synced one batch after the other. */
  private static Executor helpers() {
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            SYNCS,
            SYNCS,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            run -> {
              Thread thread = new Thread(run, "tracker-sync");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  /** New bytes under a name that will not last. */
  record Written(Path file, String sha256, long size) {}

  /** Where content of this digest is, if it is there. */
  Path place(String sha256) {
    return folder(sha256).resolve(sha256);
  }

  private Path folder(String sha256) {
    return content().resolve(sha256.substring(0, 2)).resolve(sha256.substring(2, 4));
  }

  Path content() {
    return root.resolve("content");
  }

  /** Where bytes are written before their digest is known. */
  Path incoming() {
    return root.resolve("incoming");
  }

  /** Where downloads that broke off wait to be resumed. */
  Path partial() {
    return root.resolve("partial");
  }

  /** Makes a folder that only the user can enter, and those above it that are missing. */
  void makeFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, attributes("rwx------"));
    }
  }

  /** Makes an empty file that only the user can read, where there is none. */
  void makeFile(Path file) throws IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      try {
        Files.createFile(file, attributes("rw-------"));
      } catch (FileAlreadyExistsException e) {
        // Another process made it in between, in the same way.
      }
    }
  }

  private FileAttribute<?>[] attributes(String permissions) {
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  /** Writes bytes to the end of the stream, and syncs them. */
  Written write(InputStream bytes) throws IOException {
    makeFolder(incoming());
    Path file = incoming().resolve(UUID.randomUUID().toString());
    boolean whole = false;
    try (FileChannel out =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            attributes("rw-------"))) {
      MessageDigest digest = Sha256.newDigest();
      OutputStream stream = Channels.newOutputStream(out);
      long size = 0;
      byte[] buffer = new byte[BUFFER];
      for (int n = bytes.read(buffer); n >= 0; n = bytes.read(buffer)) {
        digest.update(buffer, 0, n);
        stream.write(buffer, 0, n);
        size += n;
      }
      out.force(true);
      whole = true;
      return new Written(file, Sha256.hex(digest), size);
    } finally {
      if (!whole) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** Takes over a file inside the store that nobody writes any more. */
  Written adopt(Path file) throws IOException {
    if (posix) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
    sync(file);
    return new Written(file, Sha256.of(file), Files.size(file));
  }

  /** Whether there is content of this digest that is, byte for byte, what was written. */
  boolean holds(Written written) throws IOException {
    Path place = place(written.sha256());
    return hasSize(place, written.size()) && Files.mismatch(place, written.file()) < 0;
  }

  /** Whether a file of this size is there; nothing is opened. */
  static boolean hasSize(Path file, long size) throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) == size;
  }

  /**
   * Gives what was written its name for good, in place of what is damaged.
   *
   * @return the folders that have changed, which the caller syncs
   */
  Set<Path> settle(Written written) throws IOException {
    Path folder = folder(written.sha256());
    Set<Path> changed = new TreeSet<>();
    if (!Files.isDirectory(folder)) {
      makeFolder(folder);
      changed.add(content());
      changed.add(content().resolve(written.sha256().substring(0, 2)));
    }
    try {
      Files.move(written.file(), folder.resolve(written.sha256()), StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw new IOException("the store's folders lie on different file systems", e);
    }
    changed.add(folder);
    return changed;
  }

  /**
   * Makes names last; a name is only as lasting as its folder. Several at a time: a disk is sure of
   * many folders hardly later than of one, but only if it is asked for all of them at once.
   */
  void syncFolders(Set<Path> folders) {
    Queue<Path> left = new ConcurrentLinkedQueue<>(folders);
    CompletableFuture<?>[] helping =
        IntStream.range(1, Math.min(SYNCS + 1, folders.size()))
            .mapToObj(i -> CompletableFuture.runAsync(() -> syncAll(left), helpers))
            .toArray(CompletableFuture<?>[]::new);
    syncAll(left);
    // Whoever interrupts: what was promised to be on disk has to be.
    CompletableFuture.allOf(helping).join();
  }

  private static void syncAll(Queue<Path> folders) {
    for (Path folder = folders.poll(); folder != null; folder = folders.poll()) {
      syncFolder(folder);
    }
  }

  private static void sync(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS))) {
      channel.force(true);
    }
  }

  private static void syncFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Not every system lets a folder be opened; there the file system orders this by itself.
    }
  }
}
