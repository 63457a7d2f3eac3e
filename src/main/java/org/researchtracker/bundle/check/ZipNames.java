package org.researchtracker.bundle.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.zip.CRC32;

/** Reads names of entries: UTF-8, else the old IBM code page (APPNOTE appendix D). */
final class ZipNames {
  private static final Charset OLD =
      Charset.isSupported("IBM437") ? Charset.forName("IBM437") : Charset.forName("ISO-8859-1");

  private ZipNames() {}

  static String decode(ByteBuffer bytes) {
    try {
      return UTF_8.newDecoder().decode(bytes.duplicate()).toString();
    } catch (CharacterCodingException e) {
      return OLD.decode(bytes.duplicate()).toString();
    }
  }

  /** Returns the name of a Unicode Path extra field (APPNOTE 4.6.9), if it belongs to this name. */
  static Optional<String> unicodePath(ByteBuffer extra, ByteBuffer name) {
    Optional<ByteBuffer> field = field(extra, 0x7075);
    if (field.isEmpty() || field.get().remaining() < 5 || field.get().get(0) != 1) {
      return Optional.empty();
    }
    CRC32 crc = new CRC32();
    crc.update(name.duplicate());
    ByteBuffer value = field.get();
    if ((value.getInt(1) & 0xFFFFFFFFL) != crc.getValue()) {
      return Optional.empty();
    }
    return Optional.of(decode(value.slice(5, value.remaining() - 5)));
  }

  /** Returns an extra field by its id (APPNOTE 4.5), if it is there whole. */
  static Optional<ByteBuffer> field(ByteBuffer extra, int id) {
    int at = 0;
    while (at + 4 <= extra.limit()) {
      int length = extra.getShort(at + 2) & 0xFFFF;
      if (at + 4 + length > extra.limit()) {
        return Optional.empty();
      }
      if ((extra.getShort(at) & 0xFFFF) == id) {
        return Optional.of(extra.slice(at + 4, length).order(extra.order()));
      }
      at += 4 + length;
    }
    return Optional.empty();
  }
}
