package org.researchtracker.bundle;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.researchtracker.media.DataUri;
import org.researchtracker.media.MediaInspector;

/** The bytes of a medium: in a file, which may change at any time, or in memory, which does not. */
sealed interface MediumFile permits MediumFile.OnDisk, MediumFile.InLog, StrippedMedium {

  /** Returns how many bytes there were when it was first looked at. */
  long size();

  /**
   * Opens it. A link in the place of the file is not followed.
   *
   * @throws java.nio.file.NoSuchFileException if it is gone
   */
  ReadableByteChannel open() throws IOException;

  /** Returns the name that helps to tell its format; empty if there is none. */
  String name();

  /** Returns whether it is still as it was when it was first looked at. */
  boolean isUnchanged();

  /**
   * A file.
   *
   * @param path its real path
   * @param size bytes
   * @param modified when it was last changed
   * @param key what tells it from another file in the same place, where the system has such a thing
   */
  record OnDisk(Path path, long size, FileTime modified, @Nullable Object key)
      implements MediumFile {

    /** Looks at a file. */
    static OnDisk of(Path path) throws IOException {
      BasicFileAttributes attributes =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return new OnDisk(
          path, attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
    }

    @Override
    public String name() {
      return String.valueOf(path.getFileName());
    }

    @Override
    public ReadableByteChannel open() throws IOException {
      return Files.newByteChannel(path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    }

    @Override
    public boolean isUnchanged() {
      try {
        OnDisk now = of(path);
        return now.size == size && now.modified.equals(modified) && Objects.equals(now.key, key);
      } catch (IOException e) {
        return false;
      }
    }
  }

  /** Bytes of a data URI. */
  record InLog(DataUri data) implements MediumFile {
    @Override
    public long size() {
      return data.size();
    }

    @Override
    public String name() {
      return MediaInspector.nameOf(data);
    }

    @Override
    public ReadableByteChannel open() {
      return Channels.newChannel(data.open());
    }

    @Override
    public boolean isUnchanged() {
      return true;
    }
  }
}
