package org.researchtracker.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.researchtracker.bundle.check.Digests;
import org.researchtracker.model.TrackerException;

/**
 * Gives each unit a name of its own, without regard to case, and knows which files bear a name
 * already. Not thread-safe.
 */
final class FileNaming {
  private static final int DIGITS = 8;

  private final NameTemplate template;
  private final ZoneId zone;
  private final Standings standings;
  private final Map<String, List<VersionName>> unlisted = new HashMap<>();

  /**
   * Begins.
   *
   * @param zips the files in the folder
   */
  FileNaming(NameTemplate template, ZoneId zone, Standings standings, Set<String> zips) {
    this.template = template;
    this.zone = zone;
    this.standings = standings;
    for (String zip : zips) {
      Optional<VersionName> name = VersionName.of(zip);
      if (name.isPresent() && !standings.hasFile(zip)) {
        unlisted
            .computeIfAbsent(Standings.lower(name.get().base()), base -> new ArrayList<>())
            .add(name.get());
      }
    }
    unlisted.values().forEach(names -> names.sort(Comparator.comparingInt(VersionName::version)));
  }

  /**
   * Returns what all versions of a new unit will be called, and keeps it for this unit.
   *
   * @param isOwn whether files that are not in the ledger and bear the name are of this unit
   */
  String claim(Unit unit, Predicate<List<VersionName>> isOwn) {
    String name = template.name(unit, zone);
    String hash = Digests.hex(Digests.newSha256().digest(unit.key().text().getBytes(UTF_8)));
    String candidate =
        VersionName.isLikeVersion(name) ? name + "-" + hash.substring(0, DIGITS) : name;
    for (int digits = DIGITS; !isFree(candidate, isOwn); digits += DIGITS) {
      if (digits > hash.length()) {
        throw TrackerException.failed(
            "every name for " + name + " is taken by another file", "tidy up the archive's folder");
      }
      candidate = name + "-" + hash.substring(0, digits);
    }
    standings.claim(candidate);
    return candidate;
  }

  private boolean isFree(String name, Predicate<List<VersionName>> isOwn) {
    if (standings.isTaken(name)) {
      return false;
    }
    List<VersionName> there = unlisted(name);
    return there.isEmpty() || isOwn.test(there);
  }

  /** Returns the files of a name that are not in the ledger, by version. */
  List<VersionName> unlisted(String base) {
    return unlisted.getOrDefault(Standings.lower(base), List.of());
  }

  /** Says that these files are in the ledger now. */
  void listed(String base) {
    unlisted.remove(Standings.lower(base));
  }
}
