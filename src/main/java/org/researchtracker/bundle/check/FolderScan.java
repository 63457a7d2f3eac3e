package org.researchtracker.bundle.check;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.researchtracker.bundle.check.Fault.Kind;

/** Makes a tree of the files in a folder; follows no links. */
final class FolderScan extends SimpleFileVisitor<Path> {
  private final Path folder;
  private final FaultLog log;
  private final BagTree tree = new BagTree();
  private int count;

  private FolderScan(Path folder, FaultLog log) {
    this.folder = folder;
    this.log = log;
  }

  static BagTree scan(Path folder, FaultLog log) throws IOException {
    FolderScan scan = new FolderScan(folder, log);
    Files.walkFileTree(folder, scan);
    return scan.tree;
  }

  private String name(Path file) {
    StringBuilder out = new StringBuilder();
    for (Path part : folder.relativize(file)) {
      out.append(out.length() == 0 ? "" : "/").append(part);
    }
    return out.toString();
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    String name = name(file);
    if (++count > ZipDirectory.MOST) {
      log.fault(
          Kind.LIMIT, "", "more than " + ZipDirectory.MOST + " files; the others were not read");
      return FileVisitResult.TERMINATE;
    }
    if (attributes.isSymbolicLink()) {
      log.fault(Kind.UNSAFE, name, "a symbolic link");
    } else if (!attributes.isRegularFile()) {
      log.fault(Kind.UNSAFE, name, "no plain file");
    } else {
      tree.add(new BagFile(name, () -> Files.newInputStream(file)));
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
    if (file.equals(folder)) {
      throw e;
    }
    log.fault(Kind.DAMAGED, name(file), "cannot be read");
    return FileVisitResult.CONTINUE;
  }
}
