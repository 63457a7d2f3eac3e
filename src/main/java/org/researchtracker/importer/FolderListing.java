package org.researchtracker.importer;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.researchtracker.importer.FileVerdict.Kind;

/**
 * What stands in one folder: regular files, folders, and what is neither. Links are not followed.
 *
 * @param files in natural order
 * @param folders in natural order
 * @param others verdicts on links, devices, and what cannot be read
 */
record FolderListing(List<SourceFile> files, List<Folder> folders, List<FileVerdict> others) {

  /**
   * A folder.
   *
   * @param path where it is
   * @param name relative to the folder that was named; empty for that itself
   */
  record Folder(Path path, String name) {
    String fileName() {
      return name.substring(name.lastIndexOf('/') + 1);
    }
  }

  static FolderListing of(Folder folder) {
    FolderListing listing =
        new FolderListing(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder.path)) {
      for (Path entry : entries) {
        String own = String.valueOf(entry.getFileName());
        listing.add(entry, folder.name.isEmpty() ? own : folder.name + "/" + own);
      }
    } catch (IOException | DirectoryIteratorException e) {
      listing.others.add(
          FileVerdict.of(
              folder.name + "/", Kind.REFUSED, "a folder that cannot be read: " + reason(e)));
    }
    listing.files.sort(Comparator.comparing(SourceFile::name, NaturalOrder.INSTANCE));
    listing.folders.sort(Comparator.comparing(Folder::name, NaturalOrder.INSTANCE));
    return listing;
  }

  private void add(Path entry, String name) {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (attributes.isDirectory()) {
        folders.add(new Folder(entry, name));
      } else if (attributes.isRegularFile()) {
        files.add(new SourceFile(entry, name, attributes.size()));
      } else {
        String what =
            attributes.isSymbolicLink() ? "a link; it is not followed" : "no regular file";
        others.add(FileVerdict.of(name, Kind.REFUSED, what));
      }
    } catch (IOException e) {
      others.add(FileVerdict.of(name, Kind.REFUSED, reason(e)));
    }
  }

  Optional<SourceFile> file(String fileName) {
    return files.stream().filter(file -> file.fileName().equals(fileName)).findFirst();
  }

  /** Says in words why something cannot be read. */
  static String reason(Exception e) {
    if (e instanceof AccessDeniedException || e.getCause() instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof NoSuchFileException) {
      return "gone while it was read";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
