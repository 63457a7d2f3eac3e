package org.researchtracker.media.store;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Walks the files of a store, in order, one folder at a time. */
final class StoredFiles {
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  private final Path store;
  private final ContentFolder content;

  StoredFiles(Path store, ContentFolder content) {
    this.store = store;
    this.content = content;
  }

  /** Takes files. */
  interface Visitor {
    void visit(Path file, BasicFileAttributes attributes) throws IOException;
  }

  /**
   * Visits every file below a folder, links as what they are; a folder that is not there has none.
   */
  void walk(Path folder, Visitor visitor) throws IOException {
    for (Path entry : list(folder)) {
      BasicFileAttributes attributes;
      try {
        attributes =
            Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      } catch (NoSuchFileException e) {
        // Another process has moved it on meanwhile.
        continue;
      }
      if (attributes.isDirectory()) {
        walk(entry, visitor);
      } else {
        visitor.visit(entry, attributes);
      }
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      stream.forEach(entries::add);
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    entries.sort(null);
    return entries;
  }

  /** The digest of which this file is the content, if it lies where the store puts it. */
  Optional<String> digest(Path file, BasicFileAttributes attributes) {
    String name = String.valueOf(file.getFileName());
    return attributes.isRegularFile()
            && DIGEST.matcher(name).matches()
            && file.equals(content.place(name))
        ? Optional.of(name)
        : Optional.empty();
  }

  /** The path that is shown. */
  String shown(Path file) {
    return store.relativize(file).toString().replace('\\', '/');
  }

  /** How many files there are below a folder, and how large. */
  StoreStats.Files count(Path folder) throws IOException {
    StoreStats.Files[] sum = {StoreStats.Files.NONE};
    walk(folder, (file, attributes) -> sum[0] = sum[0].plus(attributes.size()));
    return sum[0];
  }
}
