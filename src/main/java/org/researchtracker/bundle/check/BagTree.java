package org.researchtracker.bundle.check;

import java.util.Collection;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The files of a bundle by path, and which folder is the bundle's own. */
final class BagTree {
  private final NavigableMap<String, BagFile> files = new TreeMap<>();
  private String base = "";

  /** Adds a file; returns false if there is one of that path already. */
  boolean add(BagFile file) {
    return files.putIfAbsent(file.path(), file) == null;
  }

  /** Names the folder of the bundle: empty, or ending in a slash. */
  void setBase(String folder) {
    base = folder;
  }

  String base() {
    return base;
  }

  /** Returns all files, also those outside the bundle's folder. */
  Collection<BagFile> all() {
    return files.values();
  }

  boolean has(String fullPath) {
    return files.containsKey(fullPath);
  }

  /** Returns a file by its path below the bundle's folder. */
  Optional<BagFile> get(String path) {
    return Optional.ofNullable(files.get(base + path));
  }

  /** Returns the files whose path below the bundle's folder begins so, in order. */
  Collection<BagFile> under(String prefix) {
    String from = base + prefix;
    return from.isEmpty()
        ? files.values()
        : files.subMap(from, true, from + Character.MAX_VALUE, false).values();
  }

  /** Returns the file's path below the bundle's folder. */
  String relative(BagFile file) {
    return file.path().startsWith(base) ? file.path().substring(base.length()) : file.path();
  }
}
