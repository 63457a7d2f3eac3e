package org.researchtracker.log;

import java.nio.file.Path;

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

  /** Returns whether the file is compressed. */
  public boolean isCompressed() {
    return LogFileName.isCompressed(String.valueOf(path.getFileName()));
  }
}
