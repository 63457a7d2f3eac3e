package org.researchtracker.media;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The names of all files below some folders, by which it is known at once that a file is not there.
 * Names are kept as numbers, so that a million of them take 8 MB. Immutable.
 */
final class FileNames {
  /** Beyond this many, every name may be there. */
  static final int MOST = 4_000_000;

  private final long[] hashes;
  private final boolean tooMany;

  private FileNames(long[] hashes, boolean tooMany) {
    this.hashes = hashes;
    this.tooMany = tooMany;
  }

  /** Reads the names. Links to folders are not followed: what they lead to is walked by itself. */
  static FileNames below(Collection<Path> folders, int most) {
    Walk walk = new Walk(most);
    for (Path folder : folders) {
      try {
        Files.walkFileTree(folder, walk);
      } catch (IOException e) {
        // A folder that cannot be read holds nothing that could be found.
      }
    }
    long[] hashes = Arrays.copyOf(walk.hashes, walk.used);
    Arrays.sort(hashes);
    return new FileNames(hashes, walk.used >= most);
  }

  /** Returns whether there may be a file of this name, in whichever case. */
  boolean mayHold(String name) {
    return tooMany || Arrays.binarySearch(hashes, hash(name)) >= 0;
  }

  /** Other names with the same number do no harm: then the file is looked for in vain. */
  private static long hash(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < lower.length(); i++) {
      hash = (hash ^ lower.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }

  private static final class Walk extends SimpleFileVisitor<Path> {
    private final int most;
    private long[] hashes = new long[256];
    private int used;

    Walk(int most) {
      this.most = most;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (used >= most) {
        return FileVisitResult.TERMINATE;
      }
      if (used == hashes.length) {
        hashes = Arrays.copyOf(hashes, Math.min(most, 2 * used));
      }
      hashes[used++] = hash(String.valueOf(file.getFileName()));
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
      return FileVisitResult.CONTINUE;
    }
  }
}
