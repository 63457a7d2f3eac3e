package org.researchtracker.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

/** How a file looks from outside: its size, and when it was last written to. */
final class FileLook {
  private FileLook() {}

  /** Returns how a file looks; empty if it is not there. */
  static String of(Path file) {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return now.size() + "@" + now.lastModifiedTime().to(TimeUnit.NANOSECONDS);
    } catch (IOException e) {
      return "";
    }
  }

  /**
   * Returns whether a file is there and looks otherwise than it did. One that is gone has nothing
   * to give that its bundle does not hold.
   */
  static boolean isOther(String path, String look) {
    try {
      String now = of(Path.of(path));
      return !now.isEmpty() && !now.equals(look);
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
