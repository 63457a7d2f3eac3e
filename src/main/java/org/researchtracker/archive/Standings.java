package org.researchtracker.archive;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.researchtracker.archive.LedgerEvent.Bundled;
import org.researchtracker.archive.LedgerEvent.Checked;
import org.researchtracker.archive.LedgerEvent.Pruned;

/**
 * How all units stand by the ledger, and which names are taken; no text of it stays in memory. Asks
 * of each medium at once whether it seems to be there now, and of each file whether it looks
 * otherwise. Not thread-safe.
 */
final class Standings implements EventTaker {
  private static final int FIRST = 64;

  private final Predicate<MissingMedium> arrived;
  private @Nullable Standing[] slots = new Standing[FIRST];
  private int size;
  private final UnitDigest.Maker digests = new UnitDigest.Maker();
  private final Numbers files = new Numbers();
  private final Numbers bases = new Numbers();

  /**
   * Begins with none.
   *
   * @param arrived whether a medium that was missing seems to be there now
   */
  Standings(Predicate<MissingMedium> arrived) {
    this.arrived = arrived;
  }

  @Override
  public void take(LedgerEvent event, long line) {
    if (event instanceof Bundled bundle) {
      look(note(bundle, line), bundle.media());
    } else if (event instanceof Checked check) {
      Standing standing = note(check, line);
      if (standing != null) {
        look(standing, check.media());
      }
    } else if (event instanceof Pruned pruning) {
      note(pruning);
    }
  }

  /** Takes that a version is about to be removed. */
  void note(Pruned pruning) {
    Standing standing = of(pruning.unit());
    if (standing != null) {
      standing.remove(pruning.name());
    }
  }

  /** Returns how many units there are. */
  int size() {
    return size;
  }

  /** Takes what this run has found and written down; its media are as it says. */
  Standing note(Bundled bundle, long line) {
    Standing standing = ofOrNew(bundle.unit());
    standing.setFile(bundle.name(), line);
    standing.setLook(bundle.basis(), Verdict.SAME, line, !bundle.media().missing().isEmpty());
    files.add(Standing.number(bundle.name().file()));
    claim(bundle.name().base());
    return standing;
  }

  /** Takes what this run has found and written down; its media are as it says. */
  @Nullable Standing note(Checked check, long line) {
    Standing standing = of(check.unit());
    if (standing != null) {
      standing.setLook(check.basis(), check.verdict(), line, !check.media().missing().isEmpty());
    }
    return standing;
  }

  private void look(Standing standing, MediaNote media) {
    standing.setMedia(media.missing().stream().anyMatch(arrived), hasChanged(media.files()));
  }

  private static boolean hasChanged(Map<String, String> files) {
    for (Map.Entry<String, String> file : files.entrySet()) {
      if (FileLook.isOther(file.getKey(), file.getValue())) {
        return true;
      }
    }
    return false;
  }

  /** Returns how a unit stands, if the ledger knows it. */
  @Nullable Standing of(UnitKey unit) {
    return slots[slot(slots, digests.of(unit))];
  }

  private Standing ofOrNew(UnitKey unit) {
    UnitDigest digest = digests.of(unit);
    int slot = slot(slots, digest);
    Standing known = slots[slot];
    if (known != null) {
      return known;
    }
    Standing added = new Standing(digest, unit);
    slots[slot] = added;
    size++;
    if (3 * size > 2 * slots.length) {
      grow();
    }
    return added;
  }

  private void grow() {
    @Nullable Standing[] larger = new Standing[2 * slots.length];
    for (Standing standing : slots) {
      if (standing != null) {
        int slot = standing.bits() & larger.length - 1;
        while (larger[slot] != null) {
          slot = slot + 1 & larger.length - 1;
        }
        larger[slot] = standing;
      }
    }
    slots = larger;
  }

  /** Returns where a unit is, or the free place where it would be. */
  private static int slot(@Nullable Standing[] slots, UnitDigest unit) {
    int slot = (int) unit.low() & slots.length - 1;
    for (Standing there = slots[slot]; there != null && !there.isOf(unit); there = slots[slot]) {
      slot = slot + 1 & slots.length - 1;
    }
    return slot;
  }

  /** Returns whether a file is or was there by the ledger. */
  boolean hasFile(String name) {
    return files.contains(Standing.number(name));
  }

  /** Returns whether bundles of some unit bear a name, in whichever case. */
  boolean isTaken(String base) {
    return bases.contains(Mixing.mix(lower(base)));
  }

  /** Says that bundles bear a name from now on. */
  void claim(String base) {
    bases.add(Mixing.mix(lower(base)));
  }

  /** Returns names as they are compared: some systems make no difference between cases. */
  static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Returns those of which a medium that was missing seems to be there now, in order. */
  List<Standing> arrived() {
    return those(Standing::hasArrived);
  }

  /** Returns those of which the last version lacks media, in order. */
  List<Standing> lacking() {
    return those(Standing::isLacking);
  }

  /** Returns those of which the logs hold less than their last version, in order. */
  List<Standing> smaller() {
    return those(standing -> standing.verdict() != Verdict.SAME);
  }

  /** Returns those that were archived of these logs, and that were not met, in order. */
  List<Standing> unmet(Per per, String filter, String source) {
    return those(
        standing ->
            standing.isOf(per, filter)
                && standing.isThere()
                && !standing.isMet()
                && standing.source().equals(source));
  }

  private List<Standing> those(Predicate<Standing> wanted) {
    return Arrays.stream(slots)
        .filter(Objects::nonNull)
        .map(Objects::requireNonNull)
        .filter(wanted)
        .sorted(Comparator.comparingLong(Standing::bundleLine))
        .toList();
  }
}
