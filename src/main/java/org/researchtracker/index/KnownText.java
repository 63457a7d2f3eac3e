package org.researchtracker.index;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.researchtracker.log.ContentDigest;
import org.researchtracker.log.LogFile;
import org.researchtracker.log.LogText;

/** Knows a log again by its text. */
final class KnownText {
  private KnownText() {}

  /**
   * Returns whether the file begins with the text that was read as this row.
   *
   * @param whole whether to look at all of it, not just at its beginning and its end
   */
  static boolean begins(LogFile file, LogRow row, boolean whole) throws IOException {
    if (file.size() < row.length) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ)) {
      return begins(channel, row, whole);
    } catch (NoSuchFileException | AccessDeniedException e) {
      return false;
    }
  }

  /** Returns the same of a file that is open, whatever lies by now where it was opened. */
  static boolean begins(FileChannel channel, LogRow row, boolean whole) throws IOException {
    int blocks = row.blocks.length / Long.BYTES;
    for (int i = 0; i < blocks; i++) {
      if ((whole || i == 0 || i == blocks - 1) && !sameBlock(channel, row, i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameBlock(FileChannel channel, LogRow row, int block) throws IOException {
    long from = (long) block * ContentDigest.BLOCK;
    int length = (int) Math.min(ContentDigest.BLOCK, row.length - from);
    byte[] bytes = LogText.read(channel, from, length);
    ContentDigest digest = new ContentDigest();
    digest.update(bytes, 0, bytes.length);
    int at = block * Long.BYTES;
    return bytes.length == length
        && Arrays.equals(digest.toBytes(), 0, Long.BYTES, row.blocks, at, at + Long.BYTES);
  }

  /**
   * The beginning of a file, read once to be held against many rows; best in order of their
   * lengths, because then no byte is looked at twice. Not thread-safe.
   */
  static final class Beginning {
    private final LogFile file;
    private byte @Nullable [] bytes;
    private ContentDigest digest = new ContentDigest();

    Beginning(LogFile file) {
      this.file = file;
    }

    /** Returns whether the whole text that was read as this row, which is not empty, is there. */
    boolean isOf(LogRow row) throws IOException {
      return file.size() >= row.length && beginsAlike(row) && begins(file, row, true);
    }

    private boolean beginsAlike(LogRow row) throws IOException {
      byte[] there = bytes();
      int length = (int) Math.min(ContentDigest.BLOCK, row.length);
      if (there.length < length) {
        return false;
      }
      if (digest.length() > length) {
        digest = new ContentDigest();
      }
      int from = (int) digest.length();
      digest.update(there, from, length - from);
      return Arrays.equals(digest.toBytes(), 0, Long.BYTES, row.blocks, 0, Long.BYTES);
    }

    private byte[] bytes() throws IOException {
      if (bytes == null) {
        try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ)) {
          bytes = LogText.read(channel, 0, (int) Math.min(ContentDigest.BLOCK, file.size()));
        } catch (NoSuchFileException | AccessDeniedException e) {
          bytes = new byte[0];
        }
      }
      return bytes;
    }
  }
}
