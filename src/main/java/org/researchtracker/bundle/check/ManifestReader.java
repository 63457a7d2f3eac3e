package org.researchtracker.bundle.check;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.researchtracker.bundle.check.Fault.Kind;

/** Reads manifests line by line and tells each file what is expected of it. */
final class ManifestReader {
  private static final int MOST_LINES = 2 * ZipDirectory.MOST;

  /** How many characters of paths that are not there are remembered. */
  private static final long MOST_MISSING = 64L << 20;

  private static final Pattern LINE =
      Pattern.compile("([0-9A-Fa-f]+)[ \\t]+(\\*?)(.+)", Pattern.DOTALL);

  private final BagTree tree;
  private final BagDeclaration declaration;
  private final BagPaths paths;
  private final FaultLog log;

  private long remembered;

  /** Which manifest first named a file that is not there. */
  private final Map<String, String> missing = new HashMap<>();

  ManifestReader(BagTree tree, BagDeclaration declaration, BagPaths paths, FaultLog log) {
    this.tree = tree;
    this.declaration = declaration;
    this.paths = paths;
    this.log = log;
  }

  /** Returns the paths that are named and not there. */
  Set<String> missing() {
    return missing.keySet();
  }

  /** Reads a manifest whose digests can be computed. */
  void read(BagManifest manifest) {
    Set<String> missingHere = new HashSet<>();
    try (TagLines lines =
        TagLines.open(tree.get(manifest.name()).orElseThrow(), declaration.charset())) {
      boolean odd = false;
      for (@Nullable String line = lines.next(); line != null; line = lines.next()) {
        if (lines.number() > MOST_LINES || remembered > MOST_MISSING) {
          log.fault(
              Kind.LIMIT, manifest.name(), "names too much; read to line " + (lines.number() - 1));
          return;
        }
        if (lines.number() == 1 && lines.isMarked()) {
          log.warn(Kind.MALFORMED, manifest.name(), "begins with a byte-order mark");
        }
        odd |= line(manifest, line, lines, missingHere);
      }
      if (odd) {
        log.warn(
            Kind.MALFORMED, manifest.name(), "has '*' or './' before paths, as md5sum writes them");
      }
    } catch (IOException e) {
      log.fault(Kind.DAMAGED, manifest.name(), "cannot be read; what it names was not checked");
    }
  }

  /** Reads a line; returns whether its path is written as some tools do. */
  private boolean line(BagManifest manifest, String line, TagLines lines, Set<String> missingHere) {
    if (line.isBlank()) {
      return false;
    }
    Matcher matcher = LINE.matcher(line);
    if (lines.isTooLong() || TagLines.isMisread(line) || !matcher.matches()) {
      malformed(
          manifest,
          lines,
          TagLines.isMisread(line)
              ? "not in the encoding that bagit.txt names"
              : "not a digest and a path");
      return false;
    }
    String digest = matcher.group(1).toLowerCase(Locale.ROOT);
    if (digest.length() != manifest.digits()) {
      malformed(manifest, lines, "no digest of " + manifest.algorithm());
    }
    String written = matcher.group(3);
    boolean odd = !matcher.group(2).isEmpty();
    while (written.startsWith("./")) {
      written = written.substring(2);
      odd = true;
    }
    entry(manifest, written, digest, lines, missingHere);
    return odd;
  }

  private void entry(
      BagManifest manifest, String written, String digest, TagLines lines, Set<String> here) {
    String path = paths.decoded(written);
    Optional<String> danger = BagPaths.danger(path);
    if (danger.isPresent()) {
      log.fault(Kind.UNSAFE, manifest.name(), "line " + lines.number() + ": " + danger.get());
      return;
    }
    if (path.startsWith(BagPaths.PAYLOAD) == manifest.isTag()) {
      malformed(
          manifest,
          lines,
          "'" + path + (manifest.isTag() ? "' is payload" : "' is not below data/"));
      return;
    }
    if (manifest.isTag() && BagManifest.of(path).filter(BagManifest::isTag).isPresent()) {
      malformed(manifest, lines, "names a tag manifest");
      return;
    }
    Optional<BagFile> file = paths.find(written, manifest.name());
    if (file.isEmpty()) {
      remembered += path.length();
      if (!here.add(path)) {
        duplicate(manifest, path, true);
      } else if (missing.putIfAbsent(path, manifest.name()) == null) {
        log.fault(Kind.MISSING, path, manifest.name() + " names it");
      }
    } else if (file.get().isExpectedBy(manifest)) {
      duplicate(manifest, path, isSame(file.get(), manifest, digest));
    } else {
      file.get().expect(manifest, digest);
    }
  }

  private static boolean isSame(BagFile file, BagManifest manifest, String digest) {
    return file.expected().contains(new BagFile.Expected(manifest, digest));
  }

  private void duplicate(BagManifest manifest, String path, boolean same) {
    String detail = manifest.name() + " names it more than once";
    if (same && !declaration.isStrict()) {
      log.warn(Kind.DUPLICATE, path, detail);
    } else {
      log.fault(Kind.DUPLICATE, path, same ? detail : detail + ", with different digests");
    }
  }

  private void malformed(BagManifest manifest, TagLines lines, String what) {
    log.fault(Kind.MALFORMED, manifest.name(), "line " + lines.number() + ": " + what);
  }
}
