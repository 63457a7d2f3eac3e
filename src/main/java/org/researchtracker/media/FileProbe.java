package org.researchtracker.media;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * The guard at the roots: judges one path, and opens nothing. Where the path truly lies is settled
 * before anything is said of it. Safe for use by several threads.
 */
final class FileProbe {

  /** How long a folder is taken to lie where it lay, in nanoseconds. */
  private static final long MOMENT = 100_000_000;

  /** Where a folder truly lies, and when that was asked. */
  private record Folder(Path path, Path real, long at) {}

  private static final ThreadLocal<Folder> LAST = new ThreadLocal<>();

  private final MediaRoots roots;

  FileProbe(MediaRoots roots) {
    this.roots = roots;
  }

  /**
   * Judges a path.
   *
   * @param ours whether this program composed the path from a root: then it is outside even when
   *     there is nothing at its end, because only {@code ..} can have led it there
   */
  Resolution probe(Path path, Step step, boolean ours) {
    Path real;
    BasicFileAttributes attributes;
    try {
      attributes = attributes(path);
      if (attributes.isRegularFile()) {
        real = realParent(path).resolve(path.getFileName());
      } else {
        real = path.toRealPath();
        attributes = attributes(real);
      }
    } catch (NoSuchFileException e) {
      return ours && !roots.wouldContain(path)
          ? outside()
          : new Resolution.Missing(MissingReason.NOT_FOUND, "");
    } catch (IOException e) {
      return roots.wouldContain(path) ? unreadable(e) : outside();
    }
    if (!roots.contains(real)) {
      return outside();
    }
    if (roots.isHidden(real) || String.valueOf(path.normalize().getFileName()).startsWith(".")) {
      return new Resolution.Missing(MissingReason.NOT_MEDIA, "a hidden file");
    }
    return inside(real, attributes, step);
  }

  private static BasicFileAttributes attributes(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Where the folder of a file truly lies. The media of an execution mostly lie in one folder, so
   * the last answer of each thread holds for a moment; that is half of what a look-up costs.
   */
  private Path realParent(Path path) throws IOException {
    Path parent = path.toAbsolutePath().getParent();
    if (parent == null) {
      throw new NoSuchFileException(path.toString());
    }
    Folder known = LAST.get();
    if (known != null && known.path().equals(parent) && System.nanoTime() - known.at() < MOMENT) {
      return known.real();
    }
    Path real = parent.toRealPath();
    LAST.set(new Folder(parent, real, System.nanoTime()));
    return real;
  }

  private static Resolution inside(Path real, BasicFileAttributes attributes, Step step) {
    if (attributes.isDirectory()) {
      return new Resolution.Missing(MissingReason.NOT_FOUND, "a folder, not a file");
    }
    // Merely opening a named pipe waits for a writer that may never come.
    if (!attributes.isRegularFile()) {
      return new Resolution.Missing(MissingReason.UNREADABLE, "not a regular file");
    }
    if (!Files.isReadable(real)) {
      return new Resolution.Missing(MissingReason.UNREADABLE, "permission denied");
    }
    return new Resolution.Found(real, attributes.size(), step);
  }

  private static Resolution outside() {
    return new Resolution.Missing(MissingReason.OUTSIDE_ROOTS, "outside the media roots");
  }

  /** The system's own words are left out: they name paths, and change with the locale. */
  private static Resolution unreadable(IOException e) {
    return new Resolution.Missing(
        MissingReason.UNREADABLE,
        e instanceof AccessDeniedException
            ? "permission denied"
            : "the file system cannot follow this path");
  }
}
