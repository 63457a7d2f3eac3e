package org.researchtracker.bundle;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;

/**
 * The structures of a ZIP file, by PKWARE's APPNOTE.TXT 6.3.10, section 4.3. ZIP64 where a number
 * does not fit, and nowhere else.
 */
final class ZipHeaders {
  static final int STORED = 0;
  static final int DEFLATED = 8;

  /** Of a local header, up to its name. */
  static final int LOCAL_FIXED = 30;

  /** Where a local header has CRC and sizes. */
  static final int LOCAL_CRC = 14;

  private static final long MAX_32 = 0xffffffffL;
  private static final int MAX_16 = 0xffff;

  /** Made on Unix (upper byte), by version 4.5 of the format, which has ZIP64. */
  private static final int MADE_BY = 3 << 8 | 45;

  /** A regular file, readable by all, writable by its owner. */
  private static final int UNIX_MODE = 0100644;

  private static final int LOCAL_ZIP64_EXTRA = 20;

  private ZipHeaders() {}

  /**
   * One entry.
   *
   * @param offset of its local header
   */
  record Entry(int method, long crc, long packed, long size, long offset) {}

  /** Date and time as MS-DOS has them, 4.4.6: two seconds are the least, 1980 to 2107. */
  static int dosTime(LocalDateTime time) {
    if (time.getYear() < 1980) {
      return 1 << 21 | 1 << 16;
    }
    if (time.getYear() > 2107) {
      return (127 << 25) | (12 << 21) | (31 << 16) | (23 << 11) | (59 << 5) | 29;
    }
    return (time.getYear() - 1980) << 25
        | time.getMonthValue() << 21
        | time.getDayOfMonth() << 16
        | time.getHour() << 11
        | time.getMinute() << 5
        | time.getSecond() / 2;
  }

  private static boolean isLarge(Entry entry) {
    return entry.size() >= MAX_32 || entry.packed() >= MAX_32;
  }

  private static int versionNeeded(Entry entry, boolean zip64) {
    return zip64 ? 45 : entry.method() == DEFLATED ? 20 : 10;
  }

  /** 4.3.7, the local file header. */
  static byte[] local(Entry entry, byte[] name, int time) {
    boolean zip64 = isLarge(entry);
    byte[] bytes = new byte[LOCAL_FIXED + name.length + (zip64 ? LOCAL_ZIP64_EXTRA : 0)];
    ByteBuffer out = buffer(bytes);
    out.putInt(0x04034b50)
        .putShort((short) versionNeeded(entry, zip64))
        .putShort((short) 0)
        .putShort((short) entry.method())
        .putInt(time)
        .putInt((int) entry.crc())
        .putInt((int) (zip64 ? MAX_32 : entry.packed()))
        .putInt((int) (zip64 ? MAX_32 : entry.size()))
        .putShort((short) name.length)
        .putShort((short) (zip64 ? LOCAL_ZIP64_EXTRA : 0))
        .put(name);
    if (zip64) {
      out.putShort((short) 1).putShort((short) 16).putLong(entry.size()).putLong(entry.packed());
    }
    return bytes;
  }

  /** 4.3.12, one header of the central directory. */
  static byte[] central(Entry entry, byte[] name, int time) {
    boolean large = isLarge(entry);
    boolean far = entry.offset() >= MAX_32;
    int extra = (large ? 16 : 0) + (far ? 8 : 0);
    int extraLength = extra == 0 ? 0 : extra + 4;
    byte[] bytes = new byte[46 + name.length + extraLength];
    ByteBuffer out = buffer(bytes);
    out.putInt(0x02014b50)
        .putShort((short) MADE_BY)
        .putShort((short) versionNeeded(entry, extra > 0))
        .putShort((short) 0)
        .putShort((short) entry.method())
        .putInt(time)
        .putInt((int) entry.crc())
        .putInt((int) (large ? MAX_32 : entry.packed()))
        .putInt((int) (large ? MAX_32 : entry.size()))
        .putShort((short) name.length)
        .putShort((short) extraLength)
        .putShort((short) 0)
        .putShort((short) 0)
        .putShort((short) 0)
        .putInt(UNIX_MODE << 16)
        .putInt((int) (far ? MAX_32 : entry.offset()))
        .put(name);
    if (extra > 0) {
      out.putShort((short) 1).putShort((short) extra);
      if (large) {
        out.putLong(entry.size()).putLong(entry.packed());
      }
      if (far) {
        out.putLong(entry.offset());
      }
    }
    return bytes;
  }

  /** 4.3.14 to 4.3.16, what ends the file; 65,535 entries are the mark of ZIP64 already. */
  static byte[] end(long entries, long directory, long directorySize) {
    boolean zip64 = entries >= MAX_16 || directory >= MAX_32 || directorySize >= MAX_32;
    byte[] bytes = new byte[22 + (zip64 ? 76 : 0)];
    ByteBuffer out = buffer(bytes);
    if (zip64) {
      out.putInt(0x06064b50)
          .putLong(44)
          .putShort((short) MADE_BY)
          .putShort((short) 45)
          .putInt(0)
          .putInt(0)
          .putLong(entries)
          .putLong(entries)
          .putLong(directorySize)
          .putLong(directory)
          .putInt(0x07064b50)
          .putInt(0)
          .putLong(directory + directorySize)
          .putInt(1);
    }
    short count = (short) Math.min(entries, MAX_16);
    out.putInt(0x06054b50)
        .putShort((short) 0)
        .putShort((short) 0)
        .putShort(count)
        .putShort(count)
        .putInt((int) Math.min(directorySize, MAX_32))
        .putInt((int) Math.min(directory, MAX_32))
        .putShort((short) 0);
    return bytes;
  }

  static byte[] name(String name) {
    return name.getBytes(StandardCharsets.US_ASCII);
  }

  /** Four bytes in the format's order. */
  static byte[] int32(long value) {
    byte[] bytes = new byte[4];
    buffer(bytes).putInt((int) value);
    return bytes;
  }

  private static ByteBuffer buffer(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
