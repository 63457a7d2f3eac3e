package org.researchtracker.log;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * Checksums of the text of a log, one a MiB, by which a file is known again after it was renamed,
 * copied or has grown, and a stretch of it can be looked at without the rest. Each is a CRC-32C and
 * a CRC-32 side by side; processors compute both, so this costs little beside reading. It tells
 * accidents apart, not attacks: the logs' owner can change them anyway.
 *
 * <p>Not thread-safe.
 */
public final class ContentDigest {
  /** Bytes to a checksum. */
  public static final int BLOCK = 1 << 20;

  private long[] blocks = new long[16];
  private int count;
  private long length;
  private final CRC32C crc32c = new CRC32C();
  private final CRC32 crc32 = new CRC32();

  /** Starts with an empty text. */
  public ContentDigest() {}

  /** Returns how many bytes were taken. */
  public long length() {
    return length;
  }

  /** Takes the next bytes of the text. */
  public void update(byte[] bytes, int offset, int count) {
    int from = offset;
    int left = count;
    while (left > 0) {
      int room = (int) (BLOCK - length % BLOCK);
      int step = Math.min(room, left);
      crc32c.update(bytes, from, step);
      crc32.update(bytes, from, step);
      length += step;
      from += step;
      left -= step;
      if (length % BLOCK == 0) {
        add(value());
        crc32c.reset();
        crc32.reset();
      }
    }
  }

  private long value() {
    return crc32c.getValue() << 32 | crc32.getValue();
  }

  private void add(long block) {
    if (count == blocks.length) {
      blocks = Arrays.copyOf(blocks, count * 2);
    }
    blocks[count++] = block;
  }

  /** Returns the checksums so far, that of an unfinished last stretch included. */
  public byte[] toBytes() {
    boolean unfinished = length % BLOCK != 0;
    ByteBuffer out = ByteBuffer.allocate(8 * (count + (unfinished ? 1 : 0)));
    for (int i = 0; i < count; i++) {
      out.putLong(blocks[i]);
    }
    if (unfinished) {
      out.putLong(value());
    }
    return out.array();
  }

  /** Computes the checksums of a whole text. */
  public static ContentDigest of(InputStream in) throws IOException {
    ContentDigest digest = new ContentDigest();
    byte[] buffer = new byte[BLOCK];
    for (int n = in.readNBytes(buffer, 0, BLOCK); n > 0; n = in.readNBytes(buffer, 0, BLOCK)) {
      digest.update(buffer, 0, n);
    }
    return digest;
  }

  /**
   * Returns a digest that goes on where an earlier one stopped.
   *
   * @param blocks the checksums of the earlier one
   * @param length its length
   * @param tail the bytes since the last multiple of {@link #BLOCK} before that length
   */
  public static ContentDigest resume(byte[] blocks, long length, byte[] tail) {
    ContentDigest digest = new ContentDigest();
    ByteBuffer in = ByteBuffer.wrap(blocks);
    for (long i = 0; i < length / BLOCK; i++) {
      digest.add(in.getLong());
    }
    digest.length = length / BLOCK * BLOCK;
    digest.update(tail, 0, tail.length);
    return digest;
  }
}
