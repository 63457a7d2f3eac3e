package org.researchtracker.log;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Finds the log files below the roots: folders to any depth, links followed, each file once however
 * many ways lead to it. Bundles (folders with a {@code bagit.txt}) and names that begin with a dot
 * are passed over.
 */
public final class LogTree {

  /**
   * What a walk found.
   *
   * @param files the logs, ordered by path
   * @param unreadable folders and files that could not be looked at, by name, with the reason
   */
  public record Found(List<LogFile> files, Map<String, String> unreadable) {}

  private final Map<Path, LogFile> files =
      new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
  private final Map<String, String> unreadable = new TreeMap<>();
  private final Set<Path> visited = new HashSet<>();

  private LogTree() {}

  /**
   * Walks through the roots.
   *
   * @throws IOException if a root is missing, is no folder or cannot be read; the message names it
   */
  public static Found walk(Collection<Path> roots) throws IOException {
    LogTree tree = new LogTree();
    for (Path root : roots) {
      if (!Files.exists(root)) {
        throw new NoSuchFileException(root.toString(), null, "does not exist");
      }
      if (!Files.isDirectory(root)) {
        throw new IOException(root + ": is no folder");
      }
      tree.root(root);
    }
    return new Found(List.copyOf(tree.files.values()), Map.copyOf(tree.unreadable));
  }

  private void root(Path root) throws IOException {
    try (DirectoryStream<Path> probe = Files.newDirectoryStream(root)) {
      Objects.requireNonNull(probe);
    } catch (IOException e) {
      throw new IOException(root + ": cannot be read", e);
    }
    folder(root, root.toRealPath());
  }

  /** Walks with a list of its own, because folders may lie deeper than the stack. */
  private void folder(Path root, Path realRoot) {
    List<Path> open = new ArrayList<>();
    open.add(root);
    visited.add(realRoot);
    while (!open.isEmpty()) {
      Path folder = open.remove(open.size() - 1);
      if (folder != root && Files.exists(folder.resolve("bagit.txt"))) {
        continue;
      }
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
        for (Path entry : entries) {
          entry(entry, open);
        }
      } catch (IOException | DirectoryIteratorException e) {
        note(folder, e);
      }
    }
  }

  private void entry(Path entry, List<Path> open) {
    String name = String.valueOf(entry.getFileName());
    if (name.startsWith(".")) {
      return;
    }
    try {
      BasicFileAttributes attributes = Files.readAttributes(entry, BasicFileAttributes.class);
      if (attributes.isDirectory()) {
        if (visited.add(entry.toRealPath())) {
          open.add(entry);
        }
      } else if (attributes.isRegularFile() && LogFileName.isLog(name)) {
        Path real = entry.toRealPath();
        files.putIfAbsent(
            real,
            new LogFile(
                real,
                entry.toString(),
                attributes.size(),
                attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
                LogFile.keyOf(attributes)));
      }
    } catch (NoSuchFileException e) {
      // A link that leads nowhere is no log; a file that left since the folder was read is found
      // missing later.
    } catch (IOException e) {
      note(entry, e);
    }
  }

  private void note(Path path, Exception e) {
    unreadable.put(
        path.toString(),
        e instanceof AccessDeniedException || e.getCause() instanceof AccessDeniedException
            ? "permission denied"
            : String.valueOf(e.getMessage()));
  }
}
