package org.researchtracker.media;

/**
 * The orientation in an EXIF block, which is a TIFF file (CIPA DC-008, 4.6.4; TIFF 6.0, section 2).
 */
final class Orientation {
  private static final int TAG = 0x0112;
  private static final int SHORT = 3;
  private static final int MAX_ENTRIES = 512;

  /** As the pixels lie. */
  static final int NORMAL = 1;

  private Orientation() {}

  /** The orientation, 1 to 8, in the block that begins there; 1 where it says none. */
  static int of(byte[] bytes, int start) {
    Tiff tiff = new Tiff(bytes, start);
    if (!tiff.isTiff()) {
      return NORMAL;
    }
    long directory = tiff.u32(4);
    int entries = Math.min(tiff.u16(directory), MAX_ENTRIES);
    for (int i = 0; i < entries; i++) {
      long entry = directory + 2 + 12L * i;
      if (tiff.u16(entry) == TAG && tiff.u16(entry + 2) == SHORT) {
        int value = tiff.u16(entry + 8);
        return value >= 1 && value <= 8 ? value : NORMAL;
      }
    }
    return NORMAL;
  }

  /** A TIFF of 26 bytes that says nothing else. */
  static byte[] block(int orientation) {
    return new byte[] {
      'M',
      'M',
      0,
      42,
      0,
      0,
      0,
      8,
      0,
      1,
      0x01,
      0x12,
      0,
      SHORT,
      0,
      0,
      0,
      1,
      0,
      (byte) orientation,
      0,
      0,
      0,
      0,
      0,
      0
    };
  }

  /** Reads numbers in the file's own byte order; -1 or 0 beyond its end. */
  private static final class Tiff {
    private final byte[] bytes;
    private final int start;
    private final boolean little;

    Tiff(byte[] bytes, int start) {
      this.bytes = bytes;
      this.start = start;
      this.little = u8(0) == 'I';
    }

    boolean isTiff() {
      int order = u16(0);
      return (order == 0x4949 || order == 0x4d4d) && u16(2) == 42;
    }

    private int u8(long offset) {
      long at = start + offset;
      return offset >= 0 && at < bytes.length ? bytes[(int) at] & 0xff : 0;
    }

    int u16(long offset) {
      return little ? u8(offset) | u8(offset + 1) << 8 : u8(offset) << 8 | u8(offset + 1);
    }

    long u32(long offset) {
      long first = u16(offset);
      long second = u16(offset + 2);
      return little ? first | second << 16 : first << 16 | second;
    }
  }
}
