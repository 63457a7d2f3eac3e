package org.researchtracker.archive;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.researchtracker.archive.LedgerEvent.Checked;
import org.researchtracker.index.ExecutionMark;
import org.researchtracker.model.Choice;
import org.researchtracker.model.ExecutionHead;
import org.researchtracker.model.Selection;
import org.researchtracker.model.SelectionJson;
import org.researchtracker.model.TimeRange;
import org.researchtracker.model.TrackerException;

/** Archives what is ready and not archived yet. Used once, by one thread. */
final class Archiver {
  private final ArchiveFolder folder;
  private final Register register;
  private final Standings standings;
  private final ArchiveRequest request;
  private final Ingredients in;
  private final Optional<MediaBringer> bringer;
  private final Instant now;
  private final ArchiveEvents events;
  private final Tally tally;
  private final long[] zips;
  private final Selection members;
  private final String filter;
  private final Readiness readiness;
  private final List<ChangedUnit> changed = new ArrayList<>();
  private final List<ChangedUnit> doubtful = new ArrayList<>();
  private final List<ChangedUnit> incomplete = new ArrayList<>();
  private long chosen;

  Archiver(
      ArchiveFolder folder,
      long[] zips,
      Register register,
      ArchiveRequest request,
      Ingredients in,
      Optional<MediaBringer> bringer,
      Instant now,
      ArchiveEvents events) {
    this.folder = folder;
    this.register = register;
    this.standings = register.standings();
    this.request = request;
    this.in = in;
    this.bringer = bringer;
    this.now = now;
    this.events = events;
    this.tally = new Tally(events);
    this.zips = zips;
    this.readiness = new Readiness(request.settle(), request.idle(), in.zone());
    this.members = request.members();
    this.filter =
        request.per() == Per.EXECUTION || members.isAll() ? "" : SelectionJson.of(members).toJson();
  }

  ArchiveReport run() {
    sweep();
    settleDoubts();
    bringer.ifPresent(this::bring);
    changed.sort(ChangedUnit.ORDER);
    archive();
    if (request.isWhole() && !request.logsExpire()) {
      tellGone();
    }
    return tally.end();
  }

  /** Goes through what the index holds; only what has changed stays in memory. */
  private void sweep() {
    Predicate<ExecutionHead> leftOut = request.selection()::leavesOut;
    UnitSweep sweep =
        new UnitSweep(request.per(), filter, in.zone(), now, leftOut, this::isChosen, this::take);
    in.catalog().marks(members, sweep::add);
    sweep.end();
  }

  private boolean isChosen(ExecutionMark mark) {
    Selection selection = request.selection();
    boolean wanted =
        selection.ids().map(ids -> ids.contains(mark.executionId())).orElse(true)
            && selection.takesTime(mark.startedAt().orElse(null))
            && request.since().map(bookmark -> bookmark.isNew(mark)).orElse(true)
            && (request.limit() == 0 || chosen < request.limit());
    chosen += wanted ? 1 : 0;
    return wanted;
  }

  private void take(Unit unit) {
    Standing known = standings.of(unit.key());
    if (known != null) {
      known.meet();
    }
    if (unit.executionIds().isEmpty()) {
      tellWithdrawn(unit, known);
    } else if (!unit.isChosen()) {
      return;
    } else if (known != null && isUnchanged(unit, known)) {
      if (bringer.isPresent() && known.isLacking()) {
        incomplete.add(new ChangedUnit(unit));
        return;
      }
      tally.unchanged();
      give(unit);
    } else if (!unit.doubtful().isEmpty()) {
      doubtful.add(new ChangedUnit(unit));
    } else if (isReady(unit, Optional.empty())) {
      changed.add(new ChangedUnit(unit));
    } else {
      tally.waiting();
    }
  }

  private boolean isReady(Unit unit, Optional<Instant> written) {
    return !readiness.readyAt(unit, written).isAfter(now);
  }

  private void tellWithdrawn(Unit unit, @Nullable Standing known) {
    if (known != null && known.isThere()) {
      String base = register.of(known).base();
      register.note(new Checked(unit.key(), Verdict.GONE, basis(""), MediaNote.NONE));
      tally.withdrawn(base);
    }
  }

  private boolean isUnchanged(Unit unit, Standing known) {
    return known.isSettled(basis(unit.mark()))
        && (!request.makesAgain() || Arrays.binarySearch(zips, known.file()) >= 0);
  }

  private Basis basis(String mark) {
    return new Basis(mark, in.mediaBytes(), in.source());
  }

  /** Where times say nothing, it counts when the logs were last written, asked after the sweep. */
  private void settleDoubts() {
    for (ChangedUnit each : doubtful) {
      Unit unit = gather(each);
      Optional<Instant> written =
          unit.doubtful().stream()
              .flatMap(id -> in.catalog().lastWritten(id).stream())
              .max(Comparator.naturalOrder());
      if (isReady(unit, written)) {
        changed.add(each);
      } else {
        tally.waiting();
      }
    }
  }

  private Unit gather(ChangedUnit changed) {
    Unit unit = Unit.gather(changed.key(), now, in.catalog(), changed.executionIds(), Set.of());
    unit.leaveOut(changed.leftOut());
    return unit;
  }

  /** Brings what is missing, and looks again at what was archived without it. */
  private void bring(MediaBringer first) {
    Set<String> ids = new HashSet<>();
    changed.forEach(unit -> ids.addAll(unit.executionIds()));
    incomplete.forEach(unit -> ids.addAll(unit.executionIds()));
    Bringing.bring(first, ids);
    Arrivals arrivals = new Arrivals(in.resolver());
    for (ChangedUnit unit : incomplete) {
      if (register.of(unit.key()).stream()
          .anyMatch(known -> known.missing().stream().anyMatch(arrivals))) {
        changed.add(unit);
      } else {
        tally.unchanged();
        give(gather(unit));
      }
    }
  }

  private void archive() {
    if (changed.isEmpty()) {
      return;
    }
    Room room = new Room(folder.path(), request.minFree());
    UnitArchiver archiver =
        new UnitArchiver(
            folder,
            register,
            new FileNaming(request.template(), in.zone(), standings, folder.zips()),
            new BundleMaker(in, room),
            in,
            request.selection()::leavesOut);
    Deque<ChangedUnit> left = new ArrayDeque<>(changed);
    int all = changed.size();
    changed.clear();
    while (!left.isEmpty()) {
      Unit unit = gather(left.element());
      try {
        if (!unit.executionIds().isEmpty()) {
          tally.add(archiver.archive(unit, said(unit)));
          give(unit);
        }
      } catch (TrackerException e) {
        if (room.isCauseOf(e)) {
          left.forEach(each -> tally.missed(each.executionIds()));
          tally.stopped(Room.full(folder, e));
          return;
        }
        tally.failed(unit, request.template().name(unit, in.zone()), e);
      }
      left.remove();
      events.progress(all - left.size(), all);
    }
  }

  /** Remembers that a consumer has been given all of a unit. */
  private void give(Unit unit) {
    request.since().ifPresent(bookmark -> unit.forEachMark(bookmark::give));
  }

  /** Returns the selection that an export of the same executions would be asked for with. */
  private Selection said(Unit unit) {
    UnitKey key = unit.key();
    LocalDate day = key.day();
    String id = key.id();
    boolean nameless = id == null && key.per() != Per.DAY;
    boolean timeless = day == null && key.per() != Per.SESSION;
    if (key.per() == Per.EXECUTION || nameless || timeless) {
      return Selection.builder().ids(new HashSet<>(unit.executionIds())).build();
    }
    Selection.Builder builder = members.toBuilder().leftOut(request.selection().leftOut());
    if (day != null) {
      builder.time(wholeDay(day, in.zone()));
    }
    Choice choice = id == null ? Choice.ANY : new Choice(Set.of(id), Set.of());
    switch (key.per()) {
      case SESSION -> builder.session(choice);
      case CONFIG -> builder.config(choice);
      case DEVICE -> builder.device(choice);
      case USER -> builder.user(choice);
      case EXECUTION, DAY -> {}
    }
    return builder.build();
  }

  private static TimeRange wholeDay(LocalDate day, ZoneId zone) {
    return new TimeRange(
        day.atStartOfDay(zone).toInstant(), day.plusDays(1).atStartOfDay(zone).toInstant());
  }

  /** Tells of units that the logs no longer hold at all. */
  private void tellGone() {
    for (Standing standing : standings.unmet(request.per(), filter, in.source())) {
      ArchivedUnit gone = register.of(standing);
      register.note(new Checked(gone.key(), Verdict.GONE, basis(""), MediaNote.NONE));
      tally.smaller(gone.base(), gone.last().name().version());
    }
  }
}
