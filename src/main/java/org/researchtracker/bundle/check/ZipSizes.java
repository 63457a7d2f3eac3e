package org.researchtracker.bundle.check;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Sizes and place of an entry, taken from the ZIP64 field where the header has no room for them
 * (APPNOTE 4.5.3).
 *
 * @param packed how many bytes in the ZIP
 * @param size how many bytes unpacked
 * @param offset of the local header; meaningless for one that is read from a local header
 */
record ZipSizes(long packed, long size, long offset) {
  static final long NO_ROOM = 0xFFFFFFFFL;

  static ZipSizes of(long packed, long size, long offset, ByteBuffer extra) throws ZipDamage {
    if (packed != NO_ROOM && size != NO_ROOM && offset != NO_ROOM) {
      return new ZipSizes(packed, size, offset);
    }
    Optional<ByteBuffer> field = ZipNames.field(extra, 1);
    if (field.isEmpty()) {
      return new ZipSizes(packed, size, offset);
    }
    ByteBuffer numbers = field.get();
    long fullSize = size == NO_ROOM ? next(numbers) : size;
    long fullPacked = packed == NO_ROOM ? next(numbers) : packed;
    long fullOffset = offset == NO_ROOM ? next(numbers) : offset;
    return new ZipSizes(fullPacked, fullSize, fullOffset);
  }

  private static long next(ByteBuffer numbers) throws ZipDamage {
    if (numbers.remaining() < 8) {
      throw new ZipDamage(Fault.Kind.DAMAGED, "its ZIP64 field is too short");
    }
    long number = numbers.getLong();
    if (number < 0) {
      throw new ZipDamage(Fault.Kind.DAMAGED, "its ZIP64 field holds a number beyond 2^63");
    }
    return number;
  }
}
