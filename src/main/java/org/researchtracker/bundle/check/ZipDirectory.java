package org.researchtracker.bundle.check;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.researchtracker.bundle.check.Fault.Kind;

/** Reads the end record and the central directory of a ZIP (APPNOTE 4.3.12 to 4.3.16). */
final class ZipDirectory {
  /** How many entries are read of any ZIP. */
  static final int MOST = 1_000_000;

  private static final int END = 0x06054b50;
  private static final int END_SIZE = 22;
  private static final int END64 = 0x06064b50;
  private static final int LOCATOR64 = 0x07064b50;
  private static final int HEADER = 0x02014b50;
  private static final int HEADER_SIZE = 46;

  /**
   * Where the directory is.
   *
   * @param start in the file
   * @param end where it stops
   * @param after where the end records begin
   * @param entries how many entries it says that it has
   * @param shift how far everything lies behind where the ZIP says that it is
   */
  private record Place(long start, long end, long after, long entries, long shift) {}

  private final ZipBytes zip;
  private final FaultLog log;
  private final List<ZipMember> members = new ArrayList<>();
  private long start;

  ZipDirectory(ZipBytes zip, FaultLog log) {
    this.zip = zip;
    this.log = log;
  }

  List<ZipMember> members() {
    return members;
  }

  /** Returns where the directory begins: the data end there. */
  long start() {
    return start;
  }

  /** Reads all of it. */
  void read() throws IOException {
    Optional<Place> found = place();
    if (found.isEmpty()) {
      return;
    }
    Place place = found.get();
    start = place.start();
    long at = place.start();
    while (at < place.end() && members.size() < MOST) {
      if (!zip.has(at, HEADER_SIZE) || zip.at(at, 4).getInt(0) != HEADER) {
        break;
      }
      at = entry(at, place.shift());
    }
    if (members.size() == MOST && at < place.end()) {
      log.fault(Kind.LIMIT, "", "more than " + MOST + " entries; the others were not read");
      return;
    }
    if (at != place.end()) {
      log.fault(Kind.DAMAGED, "", "the ZIP's directory cannot be read from byte " + at);
    } else if (place.end() != place.after()) {
      log.fault(
          Kind.LAYOUT,
          "",
          (place.after() - place.end()) + " bytes between the ZIP's directory and its end");
    }
    if (members.size() != place.entries()) {
      log.fault(
          Kind.CONTRADICTION,
          "",
          "the ZIP says that it has "
              + place.entries()
              + " entries, its directory holds "
              + members.size());
    }
  }

  private Optional<Place> place() throws IOException {
    long end = findEnd();
    if (end < 0) {
      log.fault(Kind.DAMAGED, "", "no end of a ZIP's directory: cut short, or no ZIP");
      return Optional.empty();
    }
    ByteBuffer record = zip.at(end, END_SIZE);
    boolean counted = record.getShort(8) == record.getShort(10);
    if (record.getShort(4) != 0 || record.getShort(6) != 0 || !counted) {
      log.fault(Kind.UNSUPPORTED, "", "one part of a ZIP that was split into several");
    }
    long entries = record.getShort(10) & 0xFFFF;
    long size = record.getInt(12) & 0xFFFFFFFFL;
    long offset = record.getInt(16) & 0xFFFFFFFFL;
    long after = end;
    if (zip.has(end - 20, 20) && zip.at(end - 20, 4).getInt(0) == LOCATOR64) {
      long end64 = zip.at(end - 20, 20).getLong(8);
      long near = zip.has(end - 76, 56) && zip.at(end - 76, 4).getInt(0) == END64 ? end - 76 : -1;
      boolean asSaid = zip.has(end64, 56) && zip.at(end64, 4).getInt(0) == END64;
      if (!asSaid && near < 0) {
        log.fault(Kind.DAMAGED, "", "the ZIP64 end record is not where it should be");
        return Optional.empty();
      }
      after = asSaid ? end64 : near;
      ByteBuffer wide = zip.at(after, 56);
      long whole = wide.getLong(4) + 12;
      if (after + whole != end - 20) {
        log.fault(Kind.LAYOUT, "", "the ZIP64 end record does not reach to its locator");
      }
      if (contradict(entries, 0xFFFF, wide.getLong(32))
          || contradict(size, ZipSizes.NO_ROOM, wide.getLong(40))
          || contradict(offset, ZipSizes.NO_ROOM, wide.getLong(48))) {
        log.fault(Kind.CONTRADICTION, "", "the ZIP's two end records do not agree");
      }
      entries = wide.getLong(32);
      size = wide.getLong(40);
      offset = wide.getLong(48);
    }
    return placed(offset, size, after, entries);
  }

  private static boolean contradict(long narrow, long noRoom, long wide) {
    return narrow != noRoom && narrow != wide;
  }

  private Optional<Place> placed(long offset, long size, long after, long entries)
      throws IOException {
    if (size < 0 || offset < 0 || offset > after || size > after) {
      log.fault(Kind.DAMAGED, "", "the ZIP's directory is said to be outside the file");
      return Optional.empty();
    }
    long shift = after - size - offset;
    boolean asSaid =
        size == 0 || (zip.has(offset, 4) && zip.at(offset, 4).getInt(0) == HEADER && shift >= 0);
    if (asSaid) {
      return Optional.of(new Place(offset, offset + size, after, entries, 0));
    }
    if (shift <= 0 || zip.at(after - size, 4).getInt(0) != HEADER) {
      log.fault(Kind.DAMAGED, "", "the ZIP's directory is not where it should be");
      return Optional.empty();
    }
    log.fault(Kind.LAYOUT, "", "something of " + shift + " bytes stands before the ZIP");
    return Optional.of(new Place(after - size, after, after, entries, shift));
  }

  /** Finds the end record: the last one whose comment reaches to the end of the file. */
  private long findEnd() throws IOException {
    int length = (int) Math.min(zip.size(), END_SIZE + 0xFFFF);
    long from = zip.size() - length;
    ByteBuffer tail = zip.at(from, length);
    int last = -1;
    for (int at = length - END_SIZE; at >= 0; at--) {
      if (tail.getInt(at) == END) {
        int comment = tail.getShort(at + 20) & 0xFFFF;
        if (at + END_SIZE + comment == length) {
          return from + at;
        }
        last = Math.max(last, at);
      }
    }
    if (last >= 0) {
      log.fault(Kind.LAYOUT, "", "something stands after the end of the ZIP");
      return from + last;
    }
    return -1;
  }

  private long entry(long at, long shift) throws IOException {
    ByteBuffer fixed = zip.at(at, HEADER_SIZE);
    int nameLength = fixed.getShort(28) & 0xFFFF;
    int extraLength = fixed.getShort(30) & 0xFFFF;
    int comment = fixed.getShort(32) & 0xFFFF;
    int length = HEADER_SIZE + nameLength + extraLength + comment;
    ByteBuffer header = zip.at(at, length);
    ByteBuffer nameBytes = header.slice(HEADER_SIZE, nameLength);
    ByteBuffer extra = header.slice(HEADER_SIZE + nameLength, extraLength).order(header.order());
    int flags = header.getShort(8) & 0xFFFF;
    String name = name(nameBytes, extra, flags);
    int part = header.getShort(34) & 0xFFFF;
    if (part != 0 && part != 0xFFFF) {
      log.fault(Kind.UNSUPPORTED, name, "said to be in another part of a ZIP that was split");
    }
    ZipSizes sizes;
    try {
      sizes =
          ZipSizes.of(
              header.getInt(20) & 0xFFFFFFFFL,
              header.getInt(24) & 0xFFFFFFFFL,
              header.getInt(42) & 0xFFFFFFFFL,
              extra);
    } catch (ZipDamage e) {
      log.fault(e.kind(), name, e.reason());
      sizes = new ZipSizes(0, 0, Long.MAX_VALUE - shift);
    }
    members.add(
        new ZipMember(
            name,
            flags,
            header.getShort(10) & 0xFFFF,
            header.getInt(16) & 0xFFFFFFFFL,
            sizes.packed(),
            sizes.size(),
            sizes.offset() + shift,
            header.getInt(38) >>> 16));
    return at + length;
  }

  private String name(ByteBuffer bytes, ByteBuffer extra, int flags) {
    String name = ZipNames.decode(bytes);
    Optional<String> other = ZipNames.unicodePath(extra, bytes).filter(path -> !path.equals(name));
    boolean ascii = name.chars().allMatch(c -> c < 0x80);
    if (other.isPresent() && (ascii || (flags & 0x800) != 0)) {
      log.fault(Kind.CONTRADICTION, name, "its Unicode name is '" + other.get() + "'");
      return name;
    }
    return other.orElse(name);
  }
}
