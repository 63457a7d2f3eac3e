package org.researchtracker.bundle.check;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.researchtracker.bundle.check.Fault.Kind;

/** Checks {@code fetch.txt} (RFC 8493, 2.2.3); nothing is fetched. */
final class BagFetch {
  static final String NAME = "fetch.txt";

  private static final int MOST_LINES = ZipDirectory.MOST;
  private static final Pattern LINE =
      Pattern.compile(
          "([A-Za-z][A-Za-z0-9+.-]*:\\S+)[ \\t]+(\\d{1,18}|-)[ \\t]+(.+)", Pattern.DOTALL);

  private final BagPaths paths;
  private final FaultLog log;
  private final Map<BagFile, Long> lengths = new HashMap<>();

  BagFetch(BagPaths paths, FaultLog log) {
    this.paths = paths;
    this.log = log;
  }

  /** Reads the file, if there is one; the manifests have been read. */
  void read(BagTree tree, BagDeclaration declaration, ManifestReader manifests) {
    Optional<BagFile> file = tree.get(NAME);
    if (file.isEmpty()) {
      return;
    }
    try (TagLines lines = TagLines.open(file.get(), declaration.charset())) {
      for (@Nullable String line = lines.next(); line != null; line = lines.next()) {
        if (lines.number() > MOST_LINES) {
          log.fault(Kind.LIMIT, NAME, "more than " + MOST_LINES + " lines");
          return;
        }
        if (!line.isBlank()) {
          line(line, lines, manifests);
        }
      }
    } catch (IOException e) {
      log.fault(Kind.DAMAGED, NAME, "cannot be read");
    }
  }

  private void line(String line, TagLines lines, ManifestReader manifests) {
    String at = "line " + lines.number() + ": ";
    Matcher matcher = LINE.matcher(line);
    if (lines.isTooLong() || TagLines.isMisread(line) || !matcher.matches()) {
      log.fault(Kind.MALFORMED, NAME, at + "not an address, a length and a path");
      return;
    }
    String written = matcher.group(3);
    String path = paths.decoded(written);
    Optional<String> danger = BagPaths.danger(path);
    if (danger.isPresent()) {
      log.fault(Kind.UNSAFE, NAME, at + danger.get());
      return;
    }
    if (!path.startsWith(BagPaths.PAYLOAD)) {
      log.fault(Kind.MALFORMED, NAME, at + "'" + path + "' is not below data/");
      return;
    }
    Optional<BagFile> file = paths.find(written, NAME);
    if (file.isPresent()) {
      if (!matcher.group(2).equals("-")) {
        lengths.put(file.get(), Long.parseLong(matcher.group(2)));
      }
    } else if (manifests.missing().contains(path)) {
      log.fault(Kind.MISSING, path, "fetch.txt says where it is; nothing is fetched");
    } else {
      log.fault(Kind.MALFORMED, NAME, at + "'" + path + "' is in no manifest");
    }
  }

  /** Holds the lengths against what was found. */
  void checkLengths(BagTree tree) {
    lengths.forEach(
        (file, length) -> {
          if (file.isReadable() && file.size() != length) {
            log.fault(
                Kind.CONTRADICTION,
                tree.relative(file),
                "fetch.txt says that it has " + length + " bytes; it has " + file.size());
          }
        });
  }
}
