package org.researchtracker.importer;

import java.nio.file.Path;

/**
 * A regular file that the walk found.
 *
 * @param path where it is
 * @param name relative to the folder that was named, with {@code /}
 * @param size bytes
 */
record SourceFile(Path path, String name, long size) {

  /** Returns the last part of the name. */
  String fileName() {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  /** Returns the name relative to a folder above it, which is itself relative or empty. */
  String below(String folder) {
    return folder.isEmpty() ? name : name.substring(folder.length() + 1);
  }
}
