package org.researchtracker.media;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The folders whose files may be read as media. Everything else is outside.
 *
 * <p>Roots are made real (all links followed) once, here, so that a path is judged by where it
 * truly lies. Immutable, safe for use by several threads; a root that appears later is not seen.
 */
public final class MediaRoots {

  private final List<Path> named;
  private final List<Path> real;
  private final List<Path> missing;

  private MediaRoots(Collection<Path> folders) {
    Set<Path> names = new LinkedHashSet<>();
    Set<Path> places = new LinkedHashSet<>();
    List<Path> gone = new ArrayList<>();
    for (Path folder : folders) {
      Path name = folder.toAbsolutePath().normalize();
      if (!names.add(name)) {
        continue;
      }
      try {
        places.add(folder.toRealPath());
      } catch (IOException e) {
        gone.add(name);
      }
    }
    named = List.copyOf(names);
    real = List.copyOf(places);
    missing = List.copyOf(gone);
  }

  /** These folders and no others: what {@code --media-root} names. */
  public static MediaRoots of(Collection<Path> folders) {
    return new MediaRoots(folders);
  }

  /**
   * The roots where none are named: the log roots, and the folders {@code exports} and {@code
   * media*} beside them. What holds them is never a root.
   */
  public static MediaRoots besideLogs(Collection<Path> logRoots) {
    Set<Path> folders = new LinkedHashSet<>();
    for (Path logRoot : logRoots) {
      folders.add(logRoot);
    }
    for (Path logRoot : logRoots) {
      Path parent = logRoot.toAbsolutePath().normalize().getParent();
      if (parent != null) {
        folders.addAll(mediaFoldersIn(parent));
      }
    }
    return new MediaRoots(folders);
  }

  private static List<Path> mediaFoldersIn(Path parent) {
    List<Path> folders = new ArrayList<>();
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(parent, entry -> isMediaName(entry) && Files.isDirectory(entry))) {
      entries.forEach(folders::add);
    } catch (IOException | DirectoryIteratorException e) {
      // A parent that may be passed but not listed gives no folders, and the log roots still hold.
      return List.of();
    }
    folders.sort(null);
    return folders;
  }

  private static boolean isMediaName(Path folder) {
    String name = String.valueOf(folder.getFileName());
    return name.equals("exports") || name.startsWith("media");
  }

  /** These roots and the folders that a map sends paths to. */
  public MediaRoots with(PathMap map) {
    List<Path> folders = new ArrayList<>(named);
    folders.addAll(map.targets());
    return new MediaRoots(folders);
  }

  /** The roots as they were named, absolute, in order, each once. */
  public List<Path> named() {
    return named;
  }

  /** Where the roots that exist truly lie, in order, each once. */
  public List<Path> real() {
    return real;
  }

  /** The named roots that do not exist or cannot be reached: they match nothing. */
  public List<Path> missing() {
    return missing;
  }

  /** Whether a real path (links followed, no {@code ..}) is a root or lies in one. */
  public boolean contains(Path realPath) {
    for (Path root : real) {
      if (realPath.startsWith(root)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a path that may not exist would lie in a root, by its text alone. */
  boolean wouldContain(Path path) {
    Path normal = path.toAbsolutePath().normalize();
    return contains(normal) || named.stream().anyMatch(normal::startsWith);
  }

  /** Whether a real path inside the roots has, from every root that holds it, a dot-name. */
  boolean isHidden(Path realPath) {
    if (!realPath.toString().contains(realPath.getFileSystem().getSeparator() + ".")) {
      return false;
    }
    for (Path root : real) {
      if (realPath.startsWith(root) && !hasDotName(root.relativize(realPath))) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasDotName(Path path) {
    for (Path name : path) {
      if (name.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }

  FileSystem fileSystem() {
    return named.isEmpty() ? FileSystems.getDefault() : named.get(0).getFileSystem();
  }
}
