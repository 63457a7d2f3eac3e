package org.researchtracker.index;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;
import org.researchtracker.log.LogText;
import org.researchtracker.log.ScannedLine;

/**
 * Reads lines where they stand: in a plain log at their position, of a compressed one in the blocks
 * that the index keeps. Keeps a few logs open. Not thread-safe.
 */
final class StoredTexts implements LineTexts, AutoCloseable {
  private static final int OPEN_FILES = 16;

  private final IndexStore store;
  private final Map<Long, @Nullable String> plainPaths = new HashMap<>();
  private final Map<Long, FileChannel> open =
      new LinkedHashMap<>(OPEN_FILES * 2, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, FileChannel> eldest) {
          if (size() <= OPEN_FILES) {
            return false;
          }
          closeQuietly(eldest.getValue());
          return true;
        }
      };
  private long blockFile = -1;
  private long blockOffset;
  private byte[] block = new byte[0];

  StoredTexts(IndexStore store) {
    this.store = store;
  }

  @Override
  public byte[] read(LineRef line) throws StaleIndexException {
    int length =
        (int) (line.oversized() ? Math.min(line.length(), ScannedLine.SALVAGED) : line.length());
    try {
      byte[] bytes = bytes(line.file(), line.offset(), length);
      CRC32C checksum = new CRC32C();
      checksum.update(bytes);
      if (bytes.length == length && (int) checksum.getValue() == line.checksum()) {
        return bytes;
      }
    } catch (NoSuchFileException e) {
      throw StaleIndexException.missing(where(line));
    } catch (IOException | SQLException | InvalidPathException e) {
      throw new StaleIndexException(String.valueOf(e.getMessage()));
    }
    throw new StaleIndexException("a line of " + where(line) + " is no longer what was indexed");
  }

  /**
   * Returns bytes of the text of a log without holding them against anything; fewer where the text
   * ends.
   */
  byte[] bytes(long file, long offset, int length) throws IOException, SQLException {
    String path = plainPath(file);
    if (path == null) {
      return unpacked(file, offset, length);
    }
    FileChannel channel = open.get(file);
    if (channel == null) {
      if (LogRow.isAside(path)) {
        throw new NoSuchFileException(LogRow.place(path));
      }
      channel = FileChannel.open(Path.of(path), StandardOpenOption.READ);
      open.put(file, channel);
    }
    return LogText.read(channel, offset, length);
  }

  /** Forgets what lies where, because the logs were looked at anew. */
  void forget() {
    for (FileChannel channel : open.values()) {
      closeQuietly(channel);
    }
    open.clear();
    plainPaths.clear();
    blockFile = -1;
  }

  private String where(LineRef line) {
    try {
      String path = plainPath(line.file());
      return path == null ? "a compressed log" : path;
    } catch (SQLException e) {
      return "a log";
    }
  }

  /** Returns where a plain log lies, or null if the log is compressed. */
  private @Nullable String plainPath(long file) throws SQLException {
    if (plainPaths.containsKey(file)) {
      return plainPaths.get(file);
    }
    PreparedStatement select = store.prepare("SELECT path, compressed FROM file WHERE id=?");
    select.setLong(1, file);
    try (ResultSet row = select.executeQuery()) {
      if (!row.next()) {
        throw new SQLException("the index does not know log " + file);
      }
      String path = row.getInt(2) != 0 ? null : row.getString(1);
      plainPaths.put(file, path);
      return path;
    }
  }

  private byte[] unpacked(long file, long offset, int length) throws SQLException, IOException {
    byte[] bytes = new byte[length];
    int done = 0;
    while (done < length && loadBlock(file, offset + done)) {
      int from = (int) (offset + done - blockOffset);
      int count = Math.min(block.length - from, length - done);
      System.arraycopy(block, from, bytes, done, count);
      done += count;
    }
    return done == length ? bytes : Arrays.copyOf(bytes, done);
  }

  private boolean loadBlock(long file, long offset) throws SQLException, IOException {
    if (file == blockFile && offset >= blockOffset && offset < blockOffset + block.length) {
      return true;
    }
    PreparedStatement select =
        store.prepare(
            "SELECT offset, data FROM text_block WHERE file=? AND offset<=? ORDER BY offset DESC LIMIT 1");
    select.setLong(1, file);
    select.setLong(2, offset);
    try (ResultSet row = select.executeQuery()) {
      if (!row.next()) {
        return false;
      }
      block = inflate(row.getBytes(2));
      blockFile = file;
      blockOffset = row.getLong(1);
    }
    return offset < blockOffset + block.length;
  }

  private static byte[] inflate(byte[] data) throws IOException {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(data);
      byte[] text = new byte[TextBlocks.BLOCK];
      int length = inflater.inflate(text);
      return Arrays.copyOf(text, length);
    } catch (DataFormatException e) {
      throw new IOException("a block of text in the index is damaged", e);
    } finally {
      inflater.end();
    }
  }

  private static void closeQuietly(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // It was only read from.
    }
  }

  @Override
  public void close() {
    forget();
  }
}
