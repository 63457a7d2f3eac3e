package org.researchtracker.log;

import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A log file as a walk through the roots found it.
 *
 * @param path the real path, without links
 * @param name the path as a person would name it: the root as given, and what is below it
 * @param size bytes on disk
 * @param modifiedNanos time of the last change, nanoseconds since 1970
 * @param key what the file system knows the file by (device and inode), or empty where it knows
 *     nothing of the kind
 */
public record LogFile(Path path, String name, long size, long modifiedNanos, String key) {

  /** Returns what {@link #key()} is for a file of these attributes. */
  public static String keyOf(BasicFileAttributes attributes) {
    Object key = attributes.fileKey();
    return key == null ? "" : key.toString();
  }

  /** Returns whether the file is compressed. */
  public boolean isCompressed() {
    return LogFileName.isCompressed(String.valueOf(path.getFileName()));
  }

  // Written out, because Java would put a record's own together at the first comparison, which
  // comes with each catching up and takes 20 ms.
  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof LogFile other
        && path.equals(other.path)
        && name.equals(other.name)
        && size == other.size
        && modifiedNanos == other.modifiedNanos
        && key.equals(other.key);
  }

  @Override
  public int hashCode() {
    return Objects.hash(path, name, size, modifiedNanos, key);
  }
}
