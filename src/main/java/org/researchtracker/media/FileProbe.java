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
 * first; what is outside is not looked at any further.
 */
final class FileProbe {

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
    try {
      real = path.toRealPath();
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
    return inside(real, step);
  }

  private static Resolution inside(Path real, Step step) {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
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
    } catch (NoSuchFileException e) {
      return new Resolution.Missing(MissingReason.NOT_FOUND, "");
    } catch (IOException e) {
      return unreadable(e);
    }
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
