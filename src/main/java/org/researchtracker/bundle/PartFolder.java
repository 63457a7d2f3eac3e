package org.researchtracker.bundle;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;
import org.researchtracker.model.TrackerException;

/**
 * A folder that is being filled, {@code NAME.part} beside its target, and becomes the target in one
 * step or not at all. A file beside it, {@code NAME.lock.part}, keeps two processes apart.
 */
final class PartFolder implements Closeable {
  private final Path path;
  private final PartFile lock;
  private final Cleanup cleanup;

  private PartFolder(Path path, PartFile lock) {
    this.path = path;
    this.lock = lock;
    this.cleanup = Cleanup.of(() -> delete(path));
  }

  static PartFolder open(Path target) throws IOException {
    Path path = target.resolveSibling(target.getFileName() + ".part");
    PartFile lock = PartFile.open(target.resolveSibling(target.getFileName() + ".lock"));
    try {
      // Of a process that was killed: nobody else can be at work here.
      delete(path);
      Files.createDirectory(path);
      return new PartFolder(path, lock);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  Path path() {
    return path;
  }

  /**
   * Puts the folder in the place of the target.
   *
   * @param force whether a bundle that is there is replaced
   * @throws TrackerException if what is there is no bundle
   * @throws IOException if it cannot be put there; what was there is there then
   */
  void moveTo(Path target, boolean force) throws IOException {
    // Ends as all that is ours until it is whole: NAME.old may be somebody's own copy.
    Path old = target.resolveSibling(target.getFileName() + ".old.part");
    boolean replaces = force && Files.exists(target);
    if (replaces) {
      if (!ExistingBundle.isBundle(target)) {
        throw TrackerException.failed(
            target + " is not a bundle and is not replaced", "name another target");
      }
      delete(old);
      Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
    }
    boolean moved = false;
    try {
      Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
      moved = true;
    } finally {
      if (replaces && !moved) {
        Files.move(old, target, StandardCopyOption.ATOMIC_MOVE);
      }
    }
    cleanup.cancel();
    PartFile.syncFolder(target);
    delete(old);
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<Path>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  @Override
  public void close() throws IOException {
    try {
      cleanup.run();
    } finally {
      lock.close();
    }
  }
}
