package org.researchtracker.bundle.check;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.researchtracker.bundle.check.Fault.Kind;

/** Looks at every entry of a ZIP without unpacking any, and makes a tree of those that are safe. */
final class ZipScan {
  private static final long BOMB_TOTAL = 1L << 30;

  private final ZipBytes zip;
  private final FaultLog log;
  private final BagTree tree = new BagTree();

  /** What macOS puts beside the root is named once. */
  private long leftByMac;

  private ZipScan(ZipBytes zip, FaultLog log) {
    this.zip = zip;
    this.log = log;
  }

  /** Returns the files that can be read, in a tree; the ZIP has to stay open for their bytes. */
  static BagTree scan(ZipBytes zip, FaultLog log) throws IOException {
    ZipScan scan = new ZipScan(zip, log);
    ZipDirectory directory = new ZipDirectory(zip, log);
    try {
      directory.read();
    } catch (ZipDamage e) {
      log.fault(e.kind(), "", e.reason());
    }
    ZipLocals locals = new ZipLocals(zip, log);
    locals.read(directory.members(), directory.start());
    scan.members(directory.members(), locals);
    return scan.tree;
  }

  private void members(List<ZipMember> members, ZipLocals locals) {
    long packed = 0;
    long size = 0;
    for (ZipMember member : members) {
      packed += member.packed();
      size += member.size();
    }
    boolean bomb = size < 0 || packed < 0 || (size > BOMB_TOTAL && ZipContent.isBomb(packed, size));
    if (bomb) {
      log.fault(Kind.BOMB, "", size + " bytes in " + packed + " of the ZIP; not unpacked");
    }
    for (ZipMember member : members) {
      member(member, bomb ? OptionalLong.empty() : locals.data(member));
    }
    if (leftByMac > 0) {
      log.fault(
          Kind.EXTRA, "__MACOSX/", leftByMac + " entries written by macOS; delete the folder");
    }
  }

  private void member(ZipMember member, OptionalLong data) {
    Optional<String> danger = EntryNames.danger(member.name());
    if (danger.isPresent()) {
      log.fault(Kind.UNSAFE, shortened(member.name()), danger.get());
      return;
    }
    if (member.isLink() || member.isSpecial()) {
      log.fault(Kind.UNSAFE, member.name(), member.isLink() ? "a symbolic link" : "no plain file");
      return;
    }
    if (!EntryNames.isPlain(member.name())) {
      log.fault(Kind.UNSAFE, member.name(), "a path with an empty part or '.'");
      return;
    }
    if (member.name().startsWith("__MACOSX/")) {
      leftByMac++;
      return;
    }
    if (member.isFolder()) {
      if (member.size() != 0) {
        log.fault(Kind.DAMAGED, member.name(), "a folder that has bytes");
      }
      return;
    }
    BagFile file = new BagFile(member.name(), () -> open(member, data));
    if (!tree.add(file)) {
      log.fault(Kind.DUPLICATE, member.name(), "the ZIP has more than one entry of that name");
    }
  }

  private InputStream open(ZipMember member, OptionalLong data) throws IOException {
    if (data.isEmpty()) {
      throw new ZipDamage(Kind.DAMAGED, "");
    }
    return ZipContent.open(zip, member, data.getAsLong());
  }

  private static String shortened(String name) {
    return name.length() > 200 ? name.substring(0, 200) + "…" : name;
  }
}
