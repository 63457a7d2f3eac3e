package org.researchtracker.archive;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.researchtracker.bundle.Reasons;
import org.researchtracker.index.ExecutionMark;
import org.researchtracker.model.TrackerException;

/**
 * What one consumer has been given: each execution by its mark, so that whatever was added to one
 * since is new, however late it was logged and whatever its times say. Lost, everything is new. Not
 * thread-safe.
 */
public final class Bookmark {
  private static final long MAGIC = 0x54524b424d4b3031L;

  private final Path file;
  private final Map<Long, Long> given = new HashMap<>();

  private Bookmark(Path file) {
    this.file = file;
  }

  /**
   * Opens a bookmark, which need not exist.
   *
   * @throws TrackerException if it cannot be read
   */
  public static Bookmark open(Path file) {
    Bookmark bookmark = new Bookmark(file);
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      if (in.readLong() != MAGIC) {
        throw new IOException("it is no bookmark");
      }
      for (long count = in.readLong(); count > 0; count--) {
        bookmark.given.put(in.readLong(), in.readLong());
      }
    } catch (NoSuchFileException e) {
      // Nothing was given yet.
    } catch (EOFException e) {
      throw failure(file, "is cut short", e);
    } catch (IOException e) {
      throw failure(file, "cannot be read: " + Reasons.of(e), e);
    }
    return bookmark;
  }

  /** Returns whether an execution is new, or something was added to it. */
  boolean isNew(ExecutionMark mark) {
    Long known = given.get(Mixing.mix(mark.executionId()));
    return known == null || known != mark.mark();
  }

  /** Says that an execution is given as it is now. */
  void give(String executionId, long mark) {
    given.put(Mixing.mix(executionId), mark);
  }

  /**
   * Writes it, whole or not at all.
   *
   * @throws TrackerException if it cannot be written
   */
  void save() {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        PrivateFiles.createFolder(folder);
      }
      Files.deleteIfExists(part);
      try (FileChannel channel =
              PrivateFiles.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
          DataOutputStream out =
              new DataOutputStream(
                  new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16))) {
        out.writeLong(MAGIC);
        out.writeLong(given.size());
        for (Map.Entry<Long, Long> each : given.entrySet()) {
          out.writeLong(each.getKey());
          out.writeLong(each.getValue());
        }
        out.flush();
        channel.force(true);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw failure(file, "cannot be written: " + Reasons.of(e), e);
    }
  }

  private static TrackerException failure(Path file, String what, IOException e) {
    return new TrackerException(
        TrackerException.Kind.FAILED,
        "the bookmark " + file + " " + what,
        "without it everything counts as new: delete it to begin anew",
        e);
  }
}
