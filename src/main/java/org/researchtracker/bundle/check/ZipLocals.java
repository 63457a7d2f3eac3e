package org.researchtracker.bundle.check;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.researchtracker.bundle.check.Fault.Kind;

/**
 * Holds the local headers of a ZIP (APPNOTE 4.3.7) against its directory, and looks that entries
 * lie one after another with nothing between them and none upon another.
 */
final class ZipLocals {
  private static final int HEADER = 0x04034b50;
  private static final int HEADER_SIZE = 30;
  private static final int DESCRIPTOR = 0x08074b50;

  /** Encryption, and the encoding of names: whoever streams the ZIP sees the local ones. */
  private static final int COMPARED_FLAGS = 0x801;

  private final ZipBytes zip;
  private final FaultLog log;
  private final IdentityHashMap<ZipMember, Long> data = new IdentityHashMap<>();

  ZipLocals(ZipBytes zip, FaultLog log) {
    this.zip = zip;
    this.log = log;
  }

  /** Returns where an entry's data begin; nothing if they cannot be read. */
  OptionalLong data(ZipMember member) {
    Long start = data.get(member);
    return start == null ? OptionalLong.empty() : OptionalLong.of(start);
  }

  /** Reads all local headers. */
  void read(List<ZipMember> members, long directory) {
    List<ZipMember> order = new ArrayList<>(members);
    order.sort(Comparator.comparingLong(ZipMember::offset));
    long end = 0;
    for (int i = 0; i < order.size(); i++) {
      ZipMember member = order.get(i);
      long next = i + 1 < order.size() ? order.get(i + 1).offset() : directory;
      try {
        end = Math.max(end, entry(member, end, Math.min(next, directory), directory));
      } catch (ZipDamage e) {
        log.fault(e.kind(), member.name(), e.reason());
      } catch (IOException e) {
        log.fault(Kind.DAMAGED, member.name(), "its header cannot be read");
      }
    }
    if (end < directory) {
      gap(end, directory, "before the ZIP's directory");
    }
  }

  private void gap(long from, long to, String where) {
    log.fault(Kind.LAYOUT, "", (to - from) + " bytes that no entry names, " + where);
  }

  private long entry(ZipMember member, long begin, long next, long directory) throws IOException {
    if (member.offset() < begin) {
      throw new ZipDamage(Kind.BOMB, "lies upon another entry; not read");
    }
    int length = length(zip, member);
    if (member.offset() > begin) {
      gap(begin, member.offset(), begin == 0 ? "before the first entry" : "between entries");
    }
    ByteBuffer header = zip.at(member.offset(), length);
    int flags = header.getShort(6) & 0xFFFF;
    compare(member, header);
    long start = member.offset() + length;
    long end = start + member.packed();
    if (end < start || end > directory) {
      throw new ZipDamage(Kind.DAMAGED, "its data would reach beyond the ZIP's directory");
    }
    data.put(member, start);
    return (flags & 8) == 0 ? end : end + descriptor(member, end, next);
  }

  /** Returns where an entry's data begin by its own header, held against nothing. */
  static long dataOf(ZipBytes zip, ZipMember member) throws IOException {
    return member.offset() + length(zip, member);
  }

  /** Returns the length of an entry's own header. */
  private static int length(ZipBytes zip, ZipMember member) throws IOException {
    long at = member.offset();
    if (!zip.has(at, HEADER_SIZE) || zip.at(at, 4).getInt(0) != HEADER) {
      throw new ZipDamage(Kind.DAMAGED, "no entry where the ZIP's directory says that it is");
    }
    ByteBuffer fixed = zip.at(at, HEADER_SIZE);
    return HEADER_SIZE + nameLength(fixed) + extraLength(fixed);
  }

  private static int nameLength(ByteBuffer header) {
    return header.getShort(26) & 0xFFFF;
  }

  private static int extraLength(ByteBuffer header) {
    return header.getShort(28) & 0xFFFF;
  }

  private void compare(ZipMember member, ByteBuffer header) throws ZipDamage {
    int nameLength = nameLength(header);
    int extraLength = extraLength(header);
    ByteBuffer nameBytes = header.slice(HEADER_SIZE, nameLength);
    ByteBuffer extra = header.slice(HEADER_SIZE + nameLength, extraLength).order(header.order());
    String name = ZipNames.decode(nameBytes);
    String unicode = ZipNames.unicodePath(extra, nameBytes).orElse(name);
    if (!name.equals(member.name()) && !unicode.equals(member.name())) {
      contradict(member, "name", "'" + name + "'", "'" + member.name() + "'");
    }
    int flags = header.getShort(6) & 0xFFFF;
    if (((flags ^ member.flags()) & COMPARED_FLAGS) != 0) {
      contradict(member, "flags", Integer.toHexString(flags), Integer.toHexString(member.flags()));
    }
    int method = header.getShort(8) & 0xFFFF;
    if (method != member.method()) {
      contradict(member, "method", "" + method, "" + member.method());
    }
    // With bit 3 the values stand behind the data; zero here then says nothing (APPNOTE 4.4.4).
    boolean later = (flags & 8) != 0;
    long crc = header.getInt(14) & 0xFFFFFFFFL;
    ZipSizes sizes =
        ZipSizes.of(header.getInt(18) & 0xFFFFFFFFL, header.getInt(22) & 0xFFFFFFFFL, 0, extra);
    number(member, "checksum", crc, member.crc(), later);
    number(member, "packed size", sizes.packed(), member.packed(), later);
    number(member, "size", sizes.size(), member.size(), later);
  }

  private void number(ZipMember member, String what, long local, long central, boolean later) {
    if (local != central && !(later && (local == 0 || local == ZipSizes.NO_ROOM))) {
      contradict(member, what, "" + local, "" + central);
    }
  }

  private void contradict(ZipMember member, String what, String local, String central) {
    log.fault(
        Kind.CONTRADICTION,
        member.name(),
        what + " is " + local + " in its own header and " + central + " in the ZIP's directory");
  }

  /** Returns the length of the data descriptor (APPNOTE 4.3.9), which comes in four forms. */
  private long descriptor(ZipMember member, long at, long next) throws IOException {
    Optional<Integer> fits = Optional.empty();
    for (int length : new int[] {16, 24, 12, 20}) {
      if (isDescriptor(member, at, length)) {
        if (at + length == next) {
          return length;
        }
        fits = fits.or(() -> Optional.of(length));
      }
    }
    if (fits.isEmpty()) {
      log.fault(
          Kind.CONTRADICTION,
          member.name(),
          "what stands behind its data does not agree with the ZIP's directory");
    }
    return fits.orElse(0);
  }

  private boolean isDescriptor(ZipMember member, long at, int length) throws IOException {
    if (!zip.has(at, length)) {
      return false;
    }
    ByteBuffer bytes = zip.at(at, length);
    boolean signed = length % 8 == 0;
    boolean wide = length >= 20;
    if (signed && bytes.getInt() != DESCRIPTOR) {
      return false;
    }
    return (bytes.getInt() & 0xFFFFFFFFL) == member.crc()
        && (wide ? bytes.getLong() : bytes.getInt() & 0xFFFFFFFFL) == member.packed()
        && (wide ? bytes.getLong() : bytes.getInt() & 0xFFFFFFFFL) == member.size();
  }
}
