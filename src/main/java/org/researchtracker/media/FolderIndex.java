package org.researchtracker.media;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.text.Normalizer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The folders below the roots by their names, so that thousands of look-ups walk the roots once.
 *
 * <p>Made at the first look-up, of folders only: what files they hold is asked anew each time.
 * Dot-folders are left out. Links to folders inside the roots are followed; each folder is walked
 * once, by its identity, so that links that form cycles or lattices end. Safe for use by several
 * threads: the walk is guarded by this object's lock, its result never changes afterwards.
 */
final class FolderIndex {

  /** Some hundred megabytes at the worst; what lies beyond is not seen. */
  static final int MAX_FOLDERS = 500_000;

  /** A node of the graph of folders; not a record, because identity is what counts. */
  private static final class Folder {
    final Path path;
    final List<Folder> children = new ArrayList<>();

    Folder(Path path) {
      this.path = path;
    }
  }

  private final MediaRoots roots;
  private final int maxFolders;
  private @Nullable Map<String, Set<Folder>> byName;

  FolderIndex(MediaRoots roots, int maxFolders) {
    this.roots = roots;
    this.maxFolders = maxFolders;
  }

  /** Every folder that bears one of these names, and all below them, each once. */
  Set<Path> atAndBelow(Collection<String> names) {
    Map<String, Set<Folder>> index = index();
    Set<Folder> seen = new LinkedHashSet<>();
    Deque<Folder> next = new ArrayDeque<>();
    for (String name : names) {
      next.addAll(index.getOrDefault(key(name), Set.of()));
    }
    while (!next.isEmpty()) {
      Folder folder = next.remove();
      if (seen.add(folder)) {
        next.addAll(folder.children);
      }
    }
    Set<Path> paths = new LinkedHashSet<>();
    seen.forEach(folder -> paths.add(folder.path));
    return paths;
  }

  private synchronized Map<String, Set<Folder>> index() {
    if (byName == null) {
      byName = new Walk().all();
    }
    return byName;
  }

  private static String key(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC);
  }

  /** One walk over the roots, breadth first, so that what a bound cuts off lies deepest. */
  private final class Walk {
    private final Map<String, Set<Folder>> names = new HashMap<>();
    private final Map<Object, Folder> known = new HashMap<>();
    private final Deque<Folder> pending = new ArrayDeque<>();

    Map<String, Set<Folder>> all() {
      for (Path root : roots.real()) {
        try {
          enter(root, root.getFileName(), attributes(root), null);
        } catch (IOException e) {
          // Gone or shut since the roots were made real: nothing can be found in it.
        }
      }
      while (!pending.isEmpty()) {
        list(pending.remove());
      }
      return names;
    }

    private void list(Folder folder) {
      List<Path> entries = new ArrayList<>();
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder.path)) {
        stream.forEach(entries::add);
      } catch (IOException | DirectoryIteratorException e) {
        // A folder that cannot be listed hides what it holds; the others still count.
        return;
      }
      // The order of a listing is the file system's; names must lead to the same path everywhere.
      entries.sort(null);
      for (Path entry : entries) {
        if (!entry.getFileName().toString().startsWith(".")) {
          visit(entry, folder);
        }
      }
    }

    private void visit(Path entry, Folder parent) {
      try {
        BasicFileAttributes attributes = attributes(entry);
        if (attributes.isDirectory()) {
          enter(entry, entry.getFileName(), attributes, parent);
        } else if (attributes.isSymbolicLink()) {
          Path target = entry.toRealPath();
          if (roots.contains(target) && Files.isDirectory(target)) {
            enter(target, entry.getFileName(), attributes(target), parent);
          }
        }
      } catch (IOException e) {
        // A dangling link, or an entry that went while it was looked at, is no folder.
      }
    }

    private void enter(
        Path path, @Nullable Path name, BasicFileAttributes attributes, @Nullable Folder parent) {
      Object identity = attributes.fileKey() == null ? path : attributes.fileKey();
      Folder folder = known.get(identity);
      if (folder == null) {
        if (known.size() >= maxFolders) {
          return;
        }
        folder = new Folder(path);
        known.put(identity, folder);
        pending.add(folder);
      }
      if (parent != null) {
        parent.children.add(folder);
      }
      if (name != null) {
        names.computeIfAbsent(key(name.toString()), unused -> new LinkedHashSet<>()).add(folder);
      }
    }

    private BasicFileAttributes attributes(Path path) throws IOException {
      return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }
  }
}
