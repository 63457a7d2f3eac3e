package org.researchtracker.importer;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds below the folder that was named the files that paths of another machine mean. */
final class MediaPaths {
  private static final Pattern SCHEME = Pattern.compile("(?i)[a-z][a-z0-9+.-]+:.*", Pattern.DOTALL);
  private static final int MAX_LENGTH = 4096;
  private static final int SHORTEST_END = 2;

  private final Path root;
  private final Path realRoot;
  private final long maxJson;
  private @Nullable Map<String, String> runs;

  /**
   * Looks below a folder.
   *
   * @param maxJson the most bytes of a run's metadata.json that are read
   */
  MediaPaths(Path root, long maxJson) throws IOException {
    this.root = root;
    this.maxJson = maxJson;
    this.realRoot = root.toRealPath();
  }

  /**
   * Returns the path relative to the root of the file that is meant, if it is there: a relative
   * path from the folder of the record upwards, an absolute one as it stands or by its end.
   *
   * @param folder the folder of the record that names it, relative to the root
   */
  Optional<String> find(String written, String folder) {
    if (written.isBlank() || written.length() > MAX_LENGTH || SCHEME.matcher(written).matches()) {
      return Optional.empty();
    }
    String path = written.replace('\\', '/');
    if (!path.startsWith("/") && !path.matches("(?i)[a-z]:/.*")) {
      for (String from = folder; ; from = parent(from)) {
        Optional<String> found = file(from.isEmpty() ? path : from + "/" + path);
        if (found.isPresent() || from.isEmpty()) {
          return found;
        }
      }
    }
    String here = realRoot.toString().replace('\\', '/') + "/";
    if (path.startsWith(here)) {
      return file(path.substring(here.length()));
    }
    return byEnd(path);
  }

  private Optional<String> byEnd(String path) {
    String[] parts = path.split("/", -1);
    for (int from = 1; from <= parts.length - SHORTEST_END; from++) {
      StringBuilder end = new StringBuilder();
      for (int i = from; i < parts.length; i++) {
        end.append(i == from ? "" : "/").append(parts[i]);
      }
      Optional<String> found = file(end.toString());
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static String parent(String folder) {
    int slash = folder.lastIndexOf('/');
    return slash < 0 ? "" : folder.substring(0, slash);
  }

  private Optional<String> file(String relative) {
    try {
      Path normal = root.getFileSystem().getPath(relative).normalize();
      boolean inside =
          !normal.isAbsolute() && !normal.startsWith("..") && !normal.toString().isEmpty();
      return inside && isRegularFile(root.resolve(normal))
          ? Optional.of(normal.toString().replace('\\', '/'))
          : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** A folder that is a link may lead to what whoever made the tree could not read himself. */
  private boolean isRegularFile(Path file) {
    try {
      return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          && file.toRealPath().startsWith(realRoot);
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns the folder of a run that bears a UUID as its name. */
  Optional<String> run(String uuid) {
    Map<String, String> known = runs;
    if (known == null) {
      known = uuidFolders();
      runs = known;
    }
    return Optional.ofNullable(known.get(uuid));
  }

  /** Returns the output of a run that an item means, relative to the root. */
  Optional<String> outputOf(String run, ItemDraft item) {
    return RunOutputs.of(root.resolve(run), maxJson)
        .meantBy(item)
        .flatMap(output -> file(run + "/" + output));
  }

  private Map<String, String> uuidFolders() {
    Map<String, String> found = new HashMap<>();
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              String name = String.valueOf(folder.getFileName());
              if (FileNames.isUuid(name)) {
                String relative = root.relativize(folder).toString().replace('\\', '/');
                found.merge(name, relative, (a, b) -> a.compareTo(b) <= 0 ? a : b);
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      // What cannot be listed is told by the walk that imports.
      return found;
    }
    return found;
  }
}
