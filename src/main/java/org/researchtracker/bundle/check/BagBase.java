package org.researchtracker.bundle.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.researchtracker.bundle.check.BundleReport.Layout;
import org.researchtracker.bundle.check.Fault.Kind;

/** Finds out which folder is the bundle, and whether it is the only thing there. */
final class BagBase {
  static final String RECORDS = "records.jsonl";
  static final String CRATE = "ro-crate-metadata.json";

  private final BagTree tree;
  private final boolean packed;
  private final FaultLog log;
  private final TreeSet<String> roots = new TreeSet<>();

  private BagBase(BagTree tree, boolean packed, FaultLog log) {
    this.tree = tree;
    this.packed = packed;
    this.log = log;
    for (BagFile file : tree.all()) {
      int slash = file.path().indexOf('/');
      if (slash > 0) {
        roots.add(file.path().substring(0, slash + 1));
      }
    }
  }

  /**
   * Sets the tree's base and returns what it holds.
   *
   * @param packed whether the tree is a ZIP, which has exactly one root folder
   */
  static Layout find(BagTree tree, boolean packed, FaultLog log) {
    BagBase base = new BagBase(tree, packed, log);
    Layout layout = base.layout();
    base.checkNames(layout);
    return layout;
  }

  private Layout layout() {
    if (choose(List.of(BagDeclaration.NAME), "")) {
      checkRoots();
      return Layout.BAG;
    }
    if (choose(List.of("manifest-sha512.txt", "bag-info.txt", "tagmanifest-sha512.txt"), "")
        || (packed && choose(List.of(RECORDS, CRATE), BagPaths.PAYLOAD))) {
      log.fault(Kind.MISSING, BagDeclaration.NAME, "without it this is no bag");
      checkRoots();
      return Layout.BAG;
    }
    if (choose(List.of(RECORDS, CRATE), "")) {
      checkRoots();
      return Layout.PLAIN;
    }
    log.fault(Kind.MISSING, BagDeclaration.NAME, "neither a bag nor the payload of a bundle");
    return Layout.UNKNOWN;
  }

  /** Takes the first folder below which one of these files is; below the top for want of it. */
  private boolean choose(List<String> names, String below) {
    for (String name : names) {
      if (tree.has(below + name)) {
        tree.setBase("");
        return true;
      }
    }
    for (String root : roots) {
      for (String name : names) {
        if (tree.has(root + below + name)) {
          tree.setBase(root);
          return true;
        }
      }
    }
    return false;
  }

  private void checkRoots() {
    if (!packed) {
      return;
    }
    String base = tree.base();
    if (base.isEmpty()) {
      log.fault(Kind.LAYOUT, "", "no root folder: unpacked, its files would lie among others");
      return;
    }
    for (BagFile file : tree.all()) {
      if (!file.path().contains("/")) {
        log.fault(
            Kind.EXTRA,
            file.path(),
            EntryNames.extra(file.path(), "beside the root folder " + base));
      }
    }
    for (String root : roots) {
      if (!root.equals(base)) {
        log.fault(Kind.LAYOUT, root, "more than one root: the bundle is " + base);
      }
    }
  }

  /** Looks for names that some file systems cannot keep apart. */
  private void checkNames(Layout layout) {
    boolean own = layout == Layout.PLAIN || tree.get(BagPaths.PAYLOAD + RECORDS).isPresent();
    Map<String, String> seen = new HashMap<>();
    for (BagFile file : tree.all()) {
      String path = tree.relative(file);
      String other = seen.putIfAbsent(EntryNames.folded(file.path()), path);
      if (other != null) {
        String detail = "the same as " + other + " where case or Unicode form does not count";
        if (own) {
          log.fault(Kind.DUPLICATE, path, detail);
        } else {
          log.warn(Kind.DUPLICATE, path, detail);
        }
      }
      for (int at = file.path().indexOf('/'); at > 0; at = file.path().indexOf('/', at + 1)) {
        if (tree.has(file.path().substring(0, at))) {
          log.fault(Kind.DUPLICATE, path, "one of its folders is also a file");
        }
      }
    }
  }
}
