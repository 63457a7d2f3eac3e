package org.researchtracker.bundle;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A bundle as a folder. The root folder's name is given when it is moved into place. */
final class FolderContainer implements Container {
  private final Path folder;
  private final FileTime time;
  private final Set<Path> made = new HashSet<>();
  private @Nullable OutputStream medium;
  private Path mediumFile;
  private long bytes;
  private long mediumBytes;

  /** Begins in an empty folder that exists. */
  FolderContainer(Path folder, LocalDateTime time) {
    this.folder = folder;
    // What unpacking a ZIP gives: its times are local wherever that happens.
    this.time = FileTime.from(time.atZone(ZoneId.systemDefault()).toInstant());
    this.mediumFile = folder;
  }

  @Override
  public PackedText.Form textForm() {
    return PackedText.Form.RAW;
  }

  private Path place(String path) throws IOException {
    Path file = folder.resolve(path);
    Path parent = file.getParent();
    if (parent != null && made.add(parent)) {
      Files.createDirectories(parent);
    }
    return file;
  }

  @Override
  public void text(String path, PackedText text) throws IOException {
    Path file = place(path);
    try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
      text.kept().transferTo(out::write);
    }
    Files.setLastModifiedTime(file, time);
    bytes += text.size();
  }

  @Override
  public void beginMedium(String path, long size, OptionalLong crc) throws IOException {
    mediumFile = place(path);
    mediumBytes = 0;
    medium =
        new BufferedOutputStream(
            Files.newOutputStream(mediumFile, StandardOpenOption.CREATE_NEW), 1 << 16);
  }

  @Override
  public void mediumBytes(byte[] data, int offset, int length) throws IOException {
    if (medium != null) {
      medium.write(data, offset, length);
      mediumBytes += length;
    }
  }

  @Override
  public void endMedium(long crc) throws IOException {
    closeMedium();
    Files.setLastModifiedTime(mediumFile, time);
    bytes += mediumBytes;
  }

  private void closeMedium() throws IOException {
    OutputStream out = medium;
    medium = null;
    if (out != null) {
      out.close();
    }
  }

  @Override
  public boolean abandonMedium() throws IOException {
    closeMedium();
    Files.delete(mediumFile);
    return true;
  }

  /**
   * Brings all files to the disk. Last and not one by one: by now the system has written most of
   * them of its own accord.
   */
  @Override
  public long finish(String root) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (Files.isRegularFile(file)) {
          try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
          }
        }
      }
    }
    return bytes;
  }

  @Override
  public void close() throws IOException {
    closeMedium();
  }
}
