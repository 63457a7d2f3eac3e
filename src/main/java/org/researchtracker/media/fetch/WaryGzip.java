package org.researchtracker.media.fetch;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/**
 * Unpacks gzip that nobody asked for, and stops where it swells beyond belief: what packs a
 * thousandfold is made of zeros, and no medium is. For one thread.
 */
final class WaryGzip extends FilterInputStream {
  /** Text packs tenfold, drawings and models as text fiftyfold. */
  private static final long MOST = 200;

  /** Small bodies may pack as they like. */
  private static final long HARMLESS = 1 << 20;

  private final Counted packed;
  private long unpacked;

  WaryGzip(InputStream in) throws IOException {
    this(new Counted(in));
  }

  private WaryGzip(Counted packed) throws IOException {
    super(new GZIPInputStream(packed, 8 << 10));
    this.packed = packed;
  }

  /** It swells beyond belief. */
  static final class BombException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = super.read(bytes, offset, length);
    unpacked += Math.max(count, 0);
    if (unpacked > HARMLESS && unpacked / MOST > packed.count) {
      throw new BombException();
    }
    return count;
  }

  private static final class Counted extends FilterInputStream {
    private long count;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int one = super.read();
      count += one < 0 ? 0 : 1;
      return one;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      count += Math.max(read, 0);
      return read;
    }
  }
}
