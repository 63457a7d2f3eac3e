package org.researchtracker.archive;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
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
  private final Register register;
  private final Ingredients in;
  private final Optional<MediaBringer> bringer;
  private final Set<String> leftOut;
  private final Instant now;
  private final Room room;
  private final Map<String, UnitArchiver> archivers = new HashMap<>();
  private final ArchiveEvents events;
  private final Tally tally;

  Retry(
      ArchiveFolder folder,
      Register register,
      Ingredients in,
      Optional<MediaBringer> bringer,
      Set<String> leftOut,
      long minFree,
      Instant now,
      ArchiveEvents events) {
    this.folder = folder;
    this.register = register;
    this.in = in;
    this.bringer = bringer;
    this.leftOut = leftOut;
    this.now = now;
    this.room = new Room(folder.path(), minFree);
    this.events = events;
    this.tally = new Tally(events);
  }

  /** Returns what makes a version with such media as the last one has. */
  private UnitArchiver archiver(FileNaming naming, String mediaBytes) {
    return archivers.computeIfAbsent(
        mediaBytes,
        bytes -> {
          Ingredients same = in.withMediaBytes(bytes);
          return new UnitArchiver(
              folder,
              register,
              naming,
              new BundleMaker(same, room),
              same,
              head -> Selection.builder().leftOut(leftOut).build().leavesOut(head));
        });
  }

  ArchiveReport run() {
    Deque<Standing> left = new ArrayDeque<>(arrived());
    if (left.isEmpty()) {
      return tally.end();
    }
    FileNaming naming =
        new FileNaming(
            NameTemplate.parse(Per.EXECUTION.template(), ""),
            in.zone(),
            register.standings(),
            folder.zips());
    int all = left.size();
    while (!left.isEmpty()) {
      ArchivedUnit known = register.of(left.element());
      Unit unit = unit(known);
      try {
        if (!unit.executionIds().isEmpty()) {
          tally.add(
              archiver(naming, known.basis().media()).archive(unit, ids(unit.executionIds())));
        }
      } catch (TrackerException e) {
        if (room.isCauseOf(e)) {
          left.forEach(each -> tally.missed(unit(register.of(each)).executionIds()));
          tally.stopped(Room.full(folder, e));
          break;
        }
        tally.failed(unit, known.base(), e);
      }
      left.remove();
      events.progress(all - left.size(), all);
    }
    return tally.end();
  }

  /** Returns the units of which a medium that was missing seems to be there now. */
  private List<Standing> arrived() {
    if (bringer.isEmpty()) {
      return register.standings().arrived();
    }
    List<Standing> lacking = register.standings().lacking();
    Set<String> ids = new HashSet<>();
    for (Standing standing : lacking) {
      register.of(standing).missing().forEach(medium -> ids.add(medium.reference().executionId()));
    }
    Bringing.bring(bringer.get(), ids);
    Arrivals arrivals = new Arrivals(in.resolver());
    return lacking.stream()
        .filter(standing -> register.of(standing).missing().stream().anyMatch(arrivals))
        .toList();
  }

  /** Gathers those executions of the last version that the logs still hold. */
  private Unit unit(ArchivedUnit known) {
    return Unit.gather(known.key(), now, in.catalog(), executions(known), leftOut);
  }

  private Set<String> executions(ArchivedUnit known) {
    String id = known.key().id();
    if (known.key().per() == Per.EXECUTION && id != null) {
      return Set.of(id);
    }
    return BundleHoldings.read(folder.bundle(known.last().name()), head -> false)
        .map(BundleHoldings::executionIds)
        .orElse(Set.of());
  }

  private static Selection ids(List<String> ids) {
    return Selection.builder().ids(new HashSet<>(ids)).build();
  }
}
