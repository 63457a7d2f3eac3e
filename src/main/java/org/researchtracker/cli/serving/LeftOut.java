package org.researchtracker.cli.serving;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.researchtracker.cli.session.IdList;
import org.researchtracker.cli.settings.Setting;

/**
 * The ids whose executions are left out, as the file has them now: whoever withdraws consent need
 * not wait for a server to be started again. Safe for use by several threads.
 */
final class LeftOut {
  private final Optional<Path> file;
  private List<Object> look = List.of();
  private Set<String> ids = Set.of();

  /** Reads the file, if there is one. */
  LeftOut(Optional<Path> file) {
    this.file = file;
    ids();
  }

  /**
   * Returns the ids.
   *
   * @throws org.researchtracker.model.TrackerException if the file cannot be read: without it
   *     nobody can say what may be shown
   */
  synchronized Set<String> ids() {
    if (file.isEmpty()) {
      return ids;
    }
    List<Object> now = look(file.get());
    if (now.isEmpty() || !now.equals(look)) {
      ids = Set.copyOf(IdList.read(file.get(), Setting.EXCLUDE_FROM.option()));
      look = now;
    }
    return ids;
  }

  private static List<Object> look(Path path) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      return List.of(
          attributes.size(), attributes.lastModifiedTime(), String.valueOf(attributes.fileKey()));
    } catch (IOException e) {
      // Reading it will say what is wrong.
      return List.of();
    }
  }
}
