package org.researchtracker.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One log that is being appended to. Between two calls others may have written to it, renamed it,
 * truncated it or deleted it: each call looks first. Not thread-safe; to be used under the lock.
 */
final class AppendFile implements Closeable {
  /** What one write hands to the system at most, because that much is copied outside the heap. */
  private static final int SLICE = 8 << 20;

  /**
   * What became of some lines.
   *
   * @param length how many of their bytes stand in the log now, whole lines only
   * @param failure why it is not all of them
   */
  record Outcome(int length, Optional<IOException> failure) {}

  private final Path path;
  private final FileChannel channel;
  private final Object key;

  /** Where the text ended when it was last seen to end with a line end; -1 if it never was. */
  private long wholeUpTo = -1;

  private boolean unsynced;

  private AppendFile(Path path, FileChannel channel, Object key) {
    this.path = path;
    this.channel = channel;
    this.key = key;
  }

  /** Opens a log, making it if it is missing. */
  static AppendFile open(Path path) throws IOException {
    boolean isNew = Files.notExists(path);
    FileChannel channel =
        FileChannel.open(
            path, StandardOpenOption.WRITE, StandardOpenOption.APPEND, StandardOpenOption.CREATE);
    try {
      BasicFileAttributes attributes = attributes(path);
      AppendFile file = new AppendFile(path, channel, keyOf(path, attributes));
      if (isNew) {
        syncFolder(path);
      }
      return file;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** A new name must be on the disk as well, or what is synced could not be found. */
  private static void syncFolder(Path path) {
    Path folder = path.getParent();
    if (folder != null) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      } catch (IOException | UnsupportedOperationException e) {
        // Not every system opens folders; those that do not keep names by themselves.
      }
    }
  }

  private static BasicFileAttributes attributes(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class);
  }

  private static Object keyOf(Path path, BasicFileAttributes attributes) {
    Object key = attributes.fileKey();
    return key == null ? path : key;
  }

  Path path() {
    return path;
  }

  /** Returns what {@link LogFile#key()} is for this file. */
  String key() {
    return key.toString();
  }

  /** Returns the size, or nothing if the path leads to another file now, or to none. */
  Optional<Long> size() throws IOException {
    try {
      BasicFileAttributes now = attributes(path);
      return channel.isOpen() && keyOf(path, now).equals(key)
          ? Optional.of(now.size())
          : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /**
   * Ends a last line that was torn, so that the next one begins on its own; returns the size then.
   */
  long heal(long size) throws IOException {
    if (size == 0 || size == wholeUpTo) {
      return size;
    }
    byte[] last;
    try (FileChannel in = FileChannel.open(path, StandardOpenOption.READ)) {
      last = LogText.read(in, size - 1, 1);
    }
    long healed = size;
    if (last.length == 1 && last[0] != '\n') {
      write(ByteBuffer.wrap(new byte[] {'\n'}));
      healed++;
    }
    wholeUpTo = healed;
    return healed;
  }

  private int write(ByteBuffer buffer) throws IOException {
    int written = 0;
    while (buffer.hasRemaining()) {
      written += channel.write(buffer);
    }
    unsynced = true;
    return written;
  }

  /** Appends whole lines at the end, which is at this size. */
  Outcome append(byte[] text, int length, long size) {
    int done = 0;
    try {
      while (done < length) {
        ByteBuffer slice = ByteBuffer.wrap(text, done, Math.min(length - done, SLICE));
        int from = done;
        try {
          while (slice.hasRemaining()) {
            done += channel.write(slice);
          }
        } finally {
          unsynced |= done > from;
        }
      }
      wholeUpTo = size + length;
      return new Outcome(length, Optional.empty());
    } catch (IOException e) {
      return new Outcome(cutBack(text, done, size), Optional.of(e));
    }
  }

  /** Takes back the half line that a failed write left; returns how much of the text stays. */
  private int cutBack(byte[] text, int done, long size) {
    int whole = done;
    while (whole > 0 && text[whole - 1] != '\n') {
      whole--;
    }
    wholeUpTo = -1;
    try {
      // Somebody who does not keep to the lock may have written meanwhile: theirs is left alone.
      if (whole < done && channel.size() == size + done) {
        channel.truncate(size + whole);
      }
    } catch (IOException e) {
      // The next append looks at the end, and heals it.
    }
    return whole;
  }

  /** Brings what was appended onto the disk. */
  void sync() throws IOException {
    if (unsynced) {
      channel.force(false);
      unsynced = false;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  static void closeQuietly(@Nullable AppendFile file) {
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      // What it held was written before, or its failure was told.
    }
  }
}
