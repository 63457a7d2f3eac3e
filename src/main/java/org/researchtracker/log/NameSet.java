package org.researchtracker.log;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names of one JSON object's members, to tell a duplicate. Most objects have few, for which
 * looking through a list is fastest.
 */
final class NameSet {
  private static final int LISTED = 32;

  private String[] names = new String[16];
  private int size;
  private @Nullable Set<String> more;

  /**
   * Adds a name.
   *
   * @throws DuplicateKeyException if it was added before
   */
  void add(String name) {
    if (more != null) {
      if (!more.add(name)) {
        throw new DuplicateKeyException(name);
      }
      return;
    }
    for (int i = 0; i < size; i++) {
      if (names[i].equals(name)) {
        throw new DuplicateKeyException(name);
      }
    }
    if (size == LISTED) {
      more = new HashSet<>(Arrays.asList(names));
      more.add(name);
      return;
    }
    if (size == names.length) {
      names = Arrays.copyOf(names, LISTED);
    }
    names[size++] = name;
  }

  /** An object that has two members of one name. */
  static final class DuplicateKeyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DuplicateKeyException(String name) {
      super(
          "duplicate key " + (name.length() > 100 ? name.substring(0, 100) + "…" : name),
          null,
          false,
          false);
    }
  }
}
