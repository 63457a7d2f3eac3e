package org.researchtracker.media;

import java.nio.charset.StandardCharsets;

/** The first bytes of a file, readable at any offset: beyond the end there is just no match. */
final class Head {
  private final byte[] bytes;
  private final int length;
  private final long totalLength;

  /** The array is not copied: it must not change while this is in use. */
  Head(byte[] bytes, int length, long totalLength) {
    this.bytes = bytes;
    this.length = length;
    this.totalLength = totalLength;
  }

  int length() {
    return length;
  }

  long totalLength() {
    return totalLength;
  }

  /** Whether these are all the bytes there are. */
  boolean isWhole() {
    return length >= totalLength;
  }

  byte[] array() {
    return bytes;
  }

  /** The unsigned byte there, or -1. */
  int u8(int offset) {
    return offset >= 0 && offset < length ? bytes[offset] & 0xff : -1;
  }

  int u16be(int offset) {
    return has(offset, 2) ? u8(offset) << 8 | u8(offset + 1) : -1;
  }

  long u32be(int offset) {
    return has(offset, 4) ? (long) u16be(offset) << 16 | u16be(offset + 2) : -1;
  }

  long u32le(int offset) {
    return has(offset, 4) ? Integer.toUnsignedLong(Integer.reverseBytes((int) u32be(offset))) : -1;
  }

  boolean has(int offset, int count) {
    return offset >= 0 && offset <= length - count;
  }

  /** Whether these values, each 0 to 255, stand there. */
  boolean at(int offset, int... values) {
    if (!has(offset, values.length)) {
      return false;
    }
    for (int i = 0; i < values.length; i++) {
      if (u8(offset + i) != values[i]) {
        return false;
      }
    }
    return true;
  }

  boolean at(int offset, String ascii) {
    if (!has(offset, ascii.length())) {
      return false;
    }
    for (int i = 0; i < ascii.length(); i++) {
      if (u8(offset + i) != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The bytes there as Latin-1, cut where they end. */
  String latin1(int offset, int count) {
    if (offset < 0 || offset >= length) {
      return "";
    }
    return new String(bytes, offset, Math.min(count, length - offset), StandardCharsets.ISO_8859_1);
  }
}
