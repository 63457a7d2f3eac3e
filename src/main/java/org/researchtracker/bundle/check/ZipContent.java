package org.researchtracker.bundle.check;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;
import org.researchtracker.bundle.check.Fault.Kind;

/**
 * The bytes of one entry. At the end it has checked size and checksum; it never gives more bytes
 * than the entry claims to have. What is wrong is a {@link ZipDamage}.
 */
final class ZipContent extends InputStream {
  private static final int STORED = 0;
  private static final int DEFLATED = 8;

  /** Text that is packed a hundred times smaller is rare, and such a file is small then. */
  private static final long BOMB_SIZE = 64L << 20;

  private static final long BOMB_RATIO = 400;

  private final ZipBytes zip;
  private final ZipMember member;
  private final @Nullable Inflater inflater;
  private final byte[] packed;
  private final CRC32 crc = new CRC32();
  private long position;
  private long left;
  private long given;
  private boolean ended;

  private ZipContent(ZipBytes zip, ZipMember member, long start) {
    this.zip = zip;
    this.member = member;
    this.position = start;
    this.left = member.packed();
    boolean isStored = member.method() == STORED;
    inflater = isStored ? null : new Inflater(true);
    packed = new byte[isStored ? 0 : (int) Math.min(1 << 16, member.packed())];
  }

  /** Opens an entry whose data begin here. */
  static InputStream open(ZipBytes zip, ZipMember member, long start) throws IOException {
    if (member.isEncrypted()) {
      throw new ZipDamage(Kind.UNSUPPORTED, "encrypted");
    }
    if (member.method() != STORED && member.method() != DEFLATED) {
      throw new ZipDamage(Kind.UNSUPPORTED, "packed by method " + member.method());
    }
    if (member.method() == STORED && member.packed() != member.size()) {
      throw new ZipDamage(
          Kind.DAMAGED,
          "claims " + member.size() + " bytes and has " + member.packed() + " that are not packed");
    }
    if (isBomb(member.packed(), member.size())) {
      throw new ZipDamage(
          Kind.BOMB, member.size() + " bytes in " + member.packed() + " of the ZIP; not unpacked");
    }
    return new ZipContent(zip, member, start);
  }

  /** Returns whether so many bytes cannot be meant in so little room. */
  static boolean isBomb(long packed, long size) {
    return size > BOMB_SIZE && size / BOMB_RATIO > packed;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (ended || length == 0) {
      return ended ? -1 : 0;
    }
    int count =
        inflater == null
            ? stored(bytes, offset, length)
            : inflated(inflater, bytes, offset, length);
    if (count < 0) {
      ended = true;
      check();
      return -1;
    }
    given += count;
    if (given > member.size()) {
      throw damaged("has more than the " + member.size() + " bytes that it claims");
    }
    crc.update(bytes, offset, count);
    return count;
  }

  private int stored(byte[] bytes, int offset, int length) throws IOException {
    if (left == 0) {
      return -1;
    }
    int count = zip.read(bytes, offset, (int) Math.min(length, left), position);
    if (count <= 0) {
      throw damaged("the ZIP ends within it");
    }
    position += count;
    left -= count;
    return count;
  }

  private int inflated(Inflater inflater, byte[] bytes, int offset, int length) throws IOException {
    try {
      while (true) {
        int count = inflater.inflate(bytes, offset, length);
        if (count > 0) {
          return count;
        }
        if (inflater.finished()) {
          return -1;
        }
        if (inflater.needsDictionary() || left == 0) {
          throw damaged("its packed bytes end too early");
        }
        int read = zip.read(packed, 0, (int) Math.min(packed.length, left), position);
        if (read <= 0) {
          throw damaged("the ZIP ends within it");
        }
        position += read;
        left -= read;
        inflater.setInput(packed, 0, read);
      }
    } catch (DataFormatException e) {
      throw damaged("its packed bytes cannot be read");
    }
  }

  private void check() throws ZipDamage {
    if (given != member.size()) {
      throw damaged("claims " + member.size() + " bytes and has " + given);
    }
    if (crc.getValue() != member.crc()) {
      throw damaged("its bytes do not have the ZIP's checksum");
    }
    long rest = left + (inflater == null ? 0 : inflater.getRemaining());
    if (rest != 0) {
      throw damaged(rest + " bytes behind its end");
    }
  }

  private static ZipDamage damaged(String reason) {
    return new ZipDamage(Kind.DAMAGED, reason);
  }

  @Override
  public void close() {
    if (inflater != null) {
      inflater.end();
    }
  }
}
