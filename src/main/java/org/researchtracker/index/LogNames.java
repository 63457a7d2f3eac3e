package org.researchtracker.index;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Names logs as people know them. */
final class LogNames {
  private LogNames() {}

  /** Returns the path of a log as the roots were named. */
  static String shown(List<Path> roots, String path) {
    String place = LogRow.place(path);
    for (Path root : roots) {
      try {
        Path real = root.toRealPath();
        if (Path.of(place).startsWith(real)) {
          return root.resolve(real.relativize(Path.of(place))).toString();
        }
      } catch (IOException | InvalidPathException e) {
        // A root that left meanwhile names nothing.
      }
    }
    return place;
  }
}
