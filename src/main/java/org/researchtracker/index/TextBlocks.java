package org.researchtracker.index;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.zip.Deflater;

/**
 * Keeps the text of a compressed log in blocks that can be read at any position, which a {@code
 * .gz} cannot. Not thread-safe; {@link #close()} frees memory outside the heap.
 */
final class TextBlocks implements AutoCloseable {
  /** Text to a block, bytes: small enough to unpack for one line, large enough to pack well. */
  static final int BLOCK = 1 << 16;

  private final IndexStore store;
  private final long file;
  private final byte[] pending = new byte[BLOCK];
  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);
  private int length;
  private long offset;

  TextBlocks(IndexStore store, long file) {
    this.store = store;
    this.file = file;
  }

  void add(byte[] bytes, int count) throws SQLException {
    int from = 0;
    while (from < count) {
      int step = Math.min(BLOCK - length, count - from);
      System.arraycopy(bytes, from, pending, length, step);
      length += step;
      from += step;
      if (length == BLOCK) {
        flush();
      }
    }
  }

  /** Writes what is pending, so that every line so far can be read. */
  void flush() throws SQLException {
    if (length == 0) {
      return;
    }
    deflater.reset();
    deflater.setInput(pending, 0, length);
    deflater.finish();
    byte[] packed = new byte[length + 1024];
    int size = deflater.deflate(packed);
    PreparedStatement insert =
        store.prepare("INSERT INTO text_block(file, offset, data) VALUES(?, ?, ?)");
    insert.setLong(1, file);
    insert.setLong(2, offset);
    insert.setBytes(3, Arrays.copyOf(packed, size));
    insert.executeUpdate();
    offset += length;
    length = 0;
  }

  @Override
  public void close() {
    deflater.end();
  }
}
