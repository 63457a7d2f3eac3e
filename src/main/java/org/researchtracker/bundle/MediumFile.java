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
import java.util.Optional;
import java.util.Set;
import org.researchtracker.media.DataUri;
import org.researchtracker.media.MediaInspector;
import org.researchtracker.media.Resolution;

/** The bytes of a medium: in a file, which may change at any time, or in memory, which does not. */
sealed interface MediumFile permits MediumFile.OnDisk, MediumFile.InLog, StrippedMedium {

  /** Said of bytes that are not those that were kept. */
  String DAMAGED = "its stored copy is damaged";

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

  /** Returns the SHA-256 that its bytes must have, lower-case hex; empty where any will do. */
  default Optional<String> sha256() {
    return Optional.empty();
  }

  /** Returns the SHA-512 of what it was made from, where something was taken out of that before. */
  default Optional<String> originalSha512() {
    return Optional.empty();
  }

  /**
   * A file.
   *
   * @param path its real path
   * @param name the name that helps to tell its format
   * @param state what it was like when it was first looked at
   */
  record OnDisk(
      Path path, String name, Optional<String> sha256, Optional<String> originalSha512, State state)
      implements MediumFile {

    /**
     * What a file is like without a look at its bytes.
     *
     * @param size bytes
     * @param modified when it was last changed
     * @param key what tells it from another file in the same place, where the system has such a
     *     thing
     */
    record State(long size, FileTime modified, Optional<Object> key) {
      /** By hand: what Java makes up for records at the first call takes it 20 ms. */
      boolean isSameAs(State other) {
        return size == other.size && modified.equals(other.modified) && key.equals(other.key);
      }

      static State of(Path path) throws IOException {
        BasicFileAttributes attributes =
            Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return new State(
            attributes.size(),
            attributes.lastModifiedTime(),
            Optional.ofNullable(attributes.fileKey()));
      }
    }

    /** Looks at a file. */
    static OnDisk of(Resolution.Found found) throws IOException {
      return new OnDisk(
          found.file(),
          found.name(),
          found.sha256(),
          found.originalSha512(),
          State.of(found.file()));
    }

    @Override
    public long size() {
      return state.size();
    }

    @Override
    public ReadableByteChannel open() throws IOException {
      return Files.newByteChannel(path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    }

    @Override
    public boolean isUnchanged() {
      try {
        return state.isSameAs(State.of(path));
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
