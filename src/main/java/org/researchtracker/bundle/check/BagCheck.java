package org.researchtracker.bundle.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.researchtracker.bundle.check.Fault.Kind;

/** Checks a bag by RFC 8493: that it is complete, and that it is valid. */
final class BagCheck {
  private final BagTree tree;
  private final FaultLog log;
  private final BagDeclaration declaration;
  private final BagInfo info;
  private final BagPaths paths;
  private final List<BagManifest> payload = new ArrayList<>();
  private final List<BagManifest> tags = new ArrayList<>();

  BagCheck(BagTree tree, BagFile declared, FaultLog log) {
    this.tree = tree;
    this.log = log;
    this.declaration = BagDeclaration.read(declared, log);
    this.info = BagInfo.read(tree, declaration, log);
    this.paths = new BagPaths(tree, declaration, log);
  }

  BagInfo info() {
    return info;
  }

  /** Returns whether this program wrote the bag. */
  boolean isOwn() {
    return info.formatVersion().isPresent();
  }

  /** Reads the manifests and all files. */
  void check(FileReading reading) {
    findManifests();
    ManifestReader reader = new ManifestReader(tree, declaration, paths, log);
    payload.forEach(reader::read);
    tags.forEach(reader::read);
    BagFetch fetch = new BagFetch(paths, log);
    fetch.read(tree, declaration, reader);
    checkManifests();
    long bytes = 0;
    long files = 0;
    boolean complete = true;
    for (BagFile file : tree.under("")) {
      boolean isPayload = isPayload(file);
      if (isPayload) {
        checkPayload(file);
      } else {
        checkTag(file);
      }
      reading.read(file, isOwn() && isPayload);
      if (isPayload) {
        files++;
        bytes += Math.max(0, file.size());
        complete &= file.isReadable();
      }
    }
    if (complete) {
      info.checkOxum(bytes, files, log);
    }
    fetch.checkLengths(tree);
  }

  private boolean isPayload(BagFile file) {
    return tree.relative(file).startsWith(BagPaths.PAYLOAD);
  }

  private void findManifests() {
    boolean any = false;
    for (BagFile file : tree.under("")) {
      Optional<BagManifest> found = BagManifest.of(tree.relative(file));
      if (found.isEmpty()) {
        continue;
      }
      BagManifest manifest = found.get();
      any |= !manifest.isTag();
      if (!manifest.isKnown()) {
        log.warn(Kind.UNSUPPORTED, manifest.name(), "its digests cannot be computed here");
      } else {
        (manifest.isTag() ? tags : payload).add(manifest);
      }
    }
    if (!any) {
      log.fault(Kind.MISSING, "manifest-sha512.txt", "a bag has at least one payload manifest");
    } else if (payload.isEmpty()) {
      log.fault(Kind.UNSUPPORTED, "", "no payload manifest whose digests can be computed here");
    }
  }

  private void checkManifests() {
    for (BagManifest tag : tags) {
      for (BagManifest manifest : payload) {
        Optional<BagFile> file = tree.get(manifest.name());
        if (file.isPresent() && !file.get().isExpectedBy(tag)) {
          report(
              declaration.isStrict(),
              Kind.MALFORMED,
              tag.name(),
              "does not name " + manifest.name());
        }
      }
    }
    if (isOwn()) {
      if (tags.isEmpty()) {
        log.fault(Kind.MISSING, "tagmanifest-sha512.txt", "a bundle of this program has it");
      }
      String version = info.formatVersion().orElse("");
      if (!version.equals("1")) {
        log.warn(
            Kind.UNSUPPORTED,
            BagInfo.NAME,
            "bundle format " + version + " is newer than this program; checked as 1");
      }
    }
  }

  private void report(boolean isFault, Kind kind, String path, String detail) {
    if (isFault) {
      log.fault(kind, path, detail);
    } else {
      log.warn(kind, path, detail);
    }
  }

  private void checkPayload(BagFile file) {
    String path = tree.relative(file);
    if (payload.isEmpty()) {
      return;
    }
    if (file.expected().isEmpty()) {
      log.fault(Kind.EXTRA, path, EntryNames.extra(path, "no manifest names it"));
    } else if (declaration.isStrict()) {
      for (BagManifest manifest : payload) {
        if (!file.isExpectedBy(manifest)) {
          log.fault(Kind.EXTRA, path, manifest.name() + " does not name it");
        }
      }
    }
  }

  private void checkTag(BagFile file) {
    String path = tree.relative(file);
    boolean isTagManifest = BagManifest.of(path).filter(BagManifest::isTag).isPresent();
    if (tags.isEmpty() || isTagManifest || !file.expected().isEmpty()) {
      return;
    }
    if (isOwn() || EntryNames.leftBy(path).isPresent()) {
      // Others may have tag files that no manifest names.
      report(isOwn(), Kind.EXTRA, path, EntryNames.extra(path, "no manifest names it"));
    }
  }
}
