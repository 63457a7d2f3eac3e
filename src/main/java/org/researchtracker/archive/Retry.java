package org.researchtracker.archive;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.researchtracker.bundle.check.BundleHoldings;
import org.researchtracker.model.Selection;
import org.researchtracker.model.TrackerException;

/**
 * Completes bundles of which media were missing that are there now: as a version beside the old.
 * Used once, by one thread.
 */
final class Retry {
  private final ArchiveFolder folder;
  private final Standings standings;
  private final LedgerState state;
  private final Ingredients in;
  private final Optional<MediaBringer> bringer;
  private final Set<String> leftOut;
  private final Instant now;
  private final Room room;
  private final Ledger ledger;
  private final Map<String, UnitArchiver> archivers = new HashMap<>();
  private final ArchiveEvents events;
  private final Tally tally;

  Retry(
      ArchiveFolder folder,
      Ledger ledger,
      Standings standings,
      Ingredients in,
      Optional<MediaBringer> bringer,
      Set<String> leftOut,
      long minFree,
      Instant now,
      ArchiveEvents events) {
    this.folder = folder;
    this.standings = standings;
    this.state = bringer.isPresent() ? LedgerState.keeping() : LedgerState.slim();
    this.in = in;
    this.bringer = bringer;
    this.leftOut = leftOut;
    this.now = now;
    this.room = new Room(folder.path(), minFree);
    this.events = events;
    this.tally = new Tally(events);
    this.ledger = ledger;
  }

  /** Returns what makes a version with such media as the last one has. */
  private UnitArchiver archiver(FileNaming naming, String mediaBytes) {
    return archivers.computeIfAbsent(
        mediaBytes,
        bytes -> {
          Ingredients same = in.withMediaBytes(bytes);
          return new UnitArchiver(
              folder,
              ledger,
              state,
              naming,
              new BundleMaker(same, room),
              same,
              head -> Selection.builder().leftOut(leftOut).build().leavesOut(head));
        });
  }

  ArchiveReport run() {
    List<Unit> units = units(arrived());
    if (units.isEmpty()) {
      return tally.end();
    }
    FileNaming naming =
        new FileNaming(
            NameTemplate.parse(Per.EXECUTION.template(), ""), in.zone(), state, folder.zips());
    int done = 0;
    for (Unit unit : units) {
      try {
        tally.add(archiver(naming, mediaBytes(unit)).archive(unit, ids(unit.executionIds())));
      } catch (TrackerException e) {
        if (room.isCauseOf(e)) {
          tally.stopped(units.subList(done, units.size()), Room.full(folder, e));
          break;
        }
        tally.failed(unit, base(unit), e);
      }
      events.progress(++done, units.size());
    }
    return tally.end();
  }

  /** Returns what the logs still hold of units. */
  private List<Unit> units(List<UnitKey> keys) {
    List<Unit> units = new ArrayList<>();
    for (UnitKey key : keys) {
      UnitState known = state.unit(key);
      if (known != null && known.last().isPresent()) {
        Unit unit = unit(key, known);
        if (!unit.executionIds().isEmpty()) {
          units.add(unit);
        }
      }
    }
    return units;
  }

  /** Returns the units of which a medium that was missing seems to be there now. */
  private List<UnitKey> arrived() {
    if (bringer.isEmpty()) {
      List<UnitKey> arrived = standings.arrived();
      if (!arrived.isEmpty()) {
        ledger.giveAgain(state);
      }
      return arrived;
    }
    ledger.giveAgain(state);
    Set<String> ids = new HashSet<>();
    for (UnitState known : state.units().values()) {
      known.missing().forEach(medium -> ids.add(medium.reference().executionId()));
    }
    Bringing.bring(bringer.get(), ids);
    Arrivals arrivals = new Arrivals(in.resolver());
    return state.units().entrySet().stream()
        .filter(unit -> unit.getValue().missing().stream().anyMatch(arrivals))
        .map(Map.Entry::getKey)
        .toList();
  }

  private String mediaBytes(Unit unit) {
    UnitState known = state.unit(unit.key());
    return known == null ? in.mediaBytes() : known.basis().media();
  }

  private String base(Unit unit) {
    UnitState known = state.unit(unit.key());
    return known == null
        ? unit.key().text()
        : known.last().map(last -> last.name().base()).orElse(unit.key().text());
  }

  /** Gathers those executions of the last version that the logs still hold. */
  private Unit unit(UnitKey key, UnitState known) {
    Unit unit = new Unit(key, now);
    in.catalog()
        .marks(
            Selection.builder().ids(executions(key, known)).leftOut(leftOut).build(),
            mark -> unit.add(mark, true));
    return unit;
  }

  private Set<String> executions(UnitKey key, UnitState known) {
    String id = key.id();
    if (key.per() == Per.EXECUTION && id != null) {
      return Set.of(id);
    }
    return BundleHoldings.read(folder.bundle(known.last().orElseThrow().name()), head -> false)
        .map(BundleHoldings::executionIds)
        .orElse(Set.of());
  }

  private static Selection ids(List<String> ids) {
    return Selection.builder().ids(new HashSet<>(ids)).build();
  }
}
