package org.researchtracker.bundle.check;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.researchtracker.bundle.check.Fault.Kind;

/** Finds the files that manifests name, and says what is odd about how they name them. */
final class BagPaths {
  static final String PAYLOAD = "data/";

  private static final Pattern BREAKS = Pattern.compile("%0[AaDd]");

  private final BagTree tree;
  private final boolean isStrict;
  private final FaultLog log;
  private @Nullable Map<String, BagFile> normal;

  BagPaths(BagTree tree, BagDeclaration declaration, FaultLog log) {
    this.tree = tree;
    this.isStrict = declaration.isStrict();
    this.log = log;
  }

  /** Returns why a path in a tag file must not be followed, if so (RFC 8493, 5.1.2 and 5.2). */
  static Optional<String> danger(String path) {
    if (path.startsWith("~")) {
      return Optional.of("a path to a home folder");
    }
    return EntryNames.danger(path);
  }

  /** Returns the path that is meant by what a manifest says: line breaks are percent-encoded. */
  String decoded(String written) {
    String path = BREAKS.matcher(written).find() ? breaks(written) : written;
    return isStrict ? path.replace("%25", "%") : path;
  }

  private static String breaks(String written) {
    return written
        .replace("%0A", "\n")
        .replace("%0a", "\n")
        .replace("%0D", "\r")
        .replace("%0d", "\r");
  }

  /** Finds a file; warns if its name is not quite the one that is written. */
  Optional<BagFile> find(String written, String where) {
    String path = decoded(written);
    Optional<BagFile> exact = tree.get(path);
    if (exact.isPresent()) {
      return exact;
    }
    Optional<BagFile> literal =
        tree.get(written).or(() -> tree.get(breaks(written).replace("%25", "%")));
    if (literal.isPresent()) {
      log.warn(Kind.MALFORMED, path, where + " does not encode '%' as it should");
      return literal;
    }
    Optional<BagFile> other = Optional.ofNullable(normal().get(EntryNames.normal(path)));
    if (other.isPresent()) {
      log.warn(Kind.MALFORMED, path, where + " writes its accents in another Unicode form");
    }
    return other;
  }

  /** Files whose name is not in composed form, or all if some manifest's are not. */
  private Map<String, BagFile> normal() {
    Map<String, BagFile> known = normal;
    if (known == null) {
      known = new HashMap<>();
      for (BagFile file : tree.under("")) {
        String path = tree.relative(file);
        if (path.chars().anyMatch(c -> c >= 0x80)) {
          known.putIfAbsent(EntryNames.normal(path), file);
        }
      }
      normal = known;
    }
    return known;
  }
}
