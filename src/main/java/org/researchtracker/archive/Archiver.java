package org.researchtracker.archive;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
  private static final Comparator<Unit> ORDER =
      Comparator.<Unit, Instant>comparing(unit -> unit.started().orElse(Instant.MAX))
          .thenComparing(unit -> unit.key().text());

  private final ArchiveFolder folder;
  private final Ledger ledger;
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
  private final List<Unit> changed = new ArrayList<>();
  private final List<Unit> incomplete = new ArrayList<>();
  private final Map<String, Long> seen = new HashMap<>();
  private long chosen;
  private @Nullable LedgerState state;

  Archiver(
      ArchiveFolder folder,
      long[] zips,
      Ledger ledger,
      Standings standings,
      ArchiveRequest request,
      Ingredients in,
      Optional<MediaBringer> bringer,
      Instant now,
      ArchiveEvents events) {
    this.folder = folder;
    this.ledger = ledger;
    this.standings = standings;
    this.request = request;
    this.in = in;
    this.bringer = bringer;
    this.now = now;
    this.events = events;
    this.tally = new Tally(events);
    this.zips = zips;
    this.members = request.members();
    this.filter =
        request.per() == Per.EXECUTION || members.isAll() ? "" : SelectionJson.of(members).toJson();
  }

  ArchiveReport run() {
    sweep();
    List<Unit> ready = ready();
    bringer.ifPresent(first -> bring(first, ready));
    ready.sort(ORDER);
    archive(ready);
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
    if (request.since().isPresent()) {
      seen.put(mark.executionId(), mark.mark());
    }
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
        incomplete.add(unit);
        return;
      }
      tally.unchanged();
      give(unit);
    } else {
      changed.add(unit);
    }
  }

  private void tellWithdrawn(Unit unit, @Nullable Standing known) {
    if (known != null && known.isThere()) {
      String base = lastName(unit.key()).base();
      note(new Checked(unit.key(), Verdict.GONE, basis(""), MediaNote.NONE));
      tally.withdrawn(base);
    }
  }

  private boolean isUnchanged(Unit unit, Standing known) {
    return known.isSettled(basis(unit.mark()))
        && (!request.makesAgain() || Arrays.binarySearch(zips, known.file()) >= 0);
  }

  /** Returns all that the ledger knows, read when it is needed: mostly nothing is new. */
  private LedgerState state() {
    LedgerState known = state;
    if (known == null) {
      known = bringer.isPresent() ? LedgerState.keeping() : LedgerState.slim();
      ledger.giveAgain(known);
      state = known;
    }
    return known;
  }

  private VersionName lastName(UnitKey unit) {
    return Optional.ofNullable(state().unit(unit))
        .flatMap(UnitState::last)
        .orElseThrow(() -> new IllegalStateException(unit.text() + " has no version"))
        .name();
  }

  private Basis basis(String mark) {
    return new Basis(mark, in.mediaBytes(), in.source());
  }

  private List<Unit> ready() {
    Readiness readiness = new Readiness(request.settle(), request.idle(), in.zone());
    List<Unit> ready = new ArrayList<>();
    for (Unit unit : changed) {
      Optional<Instant> written =
          unit.doubtful().stream()
              .flatMap(id -> in.catalog().lastWritten(id).stream())
              .max(Comparator.naturalOrder());
      if (readiness.readyAt(unit, written).isAfter(now)) {
        tally.waiting();
      } else {
        ready.add(unit);
      }
    }
    return ready;
  }

  /** Brings what is missing, and looks again at what was archived without it. */
  private void bring(MediaBringer first, List<Unit> ready) {
    Set<String> ids = new HashSet<>();
    ready.forEach(unit -> ids.addAll(unit.executionIds()));
    incomplete.forEach(unit -> ids.addAll(unit.executionIds()));
    Bringing.bring(first, ids);
    Arrivals arrivals = new Arrivals(in.resolver());
    for (Unit unit : incomplete) {
      UnitState known = state().unit(unit.key());
      if (known != null && known.missing().stream().anyMatch(arrivals)) {
        ready.add(unit);
      } else {
        tally.unchanged();
        give(unit);
      }
    }
  }

  private void archive(List<Unit> units) {
    if (units.isEmpty()) {
      return;
    }
    Room room = new Room(folder.path(), request.minFree());
    UnitArchiver archiver =
        new UnitArchiver(
            folder,
            ledger,
            state(),
            new FileNaming(request.template(), in.zone(), state(), folder.zips()),
            new BundleMaker(in, room),
            in,
            request.selection()::leavesOut);
    int done = 0;
    for (Unit unit : units) {
      try {
        tally.add(archiver.archive(unit, said(unit)));
        give(unit);
      } catch (TrackerException e) {
        if (room.isCauseOf(e)) {
          tally.stopped(units.subList(done, units.size()), Room.full(folder, e));
          return;
        }
        tally.failed(unit, request.template().name(unit, in.zone()), e);
      }
      events.progress(++done, units.size());
    }
  }

  /** Remembers that a consumer has been given all of a unit. */
  private void give(Unit unit) {
    request
        .since()
        .ifPresent(
            bookmark ->
                unit.executionIds()
                    .forEach(
                        id ->
                            Optional.ofNullable(seen.get(id))
                                .ifPresent(mark -> bookmark.give(id, mark))));
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
    for (UnitKey unit : standings.unmet(request.per(), filter, in.source())) {
      VersionName name = lastName(unit);
      note(new Checked(unit, Verdict.GONE, basis(""), MediaNote.NONE));
      tally.smaller(name.base(), name.version());
    }
  }

  private void note(LedgerEvent event) {
    LedgerState known = state();
    ledger.append(event);
    known.accept(event);
  }
}
