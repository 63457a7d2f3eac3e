package org.researchtracker.archive;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.researchtracker.archive.LedgerEvent.Bundled;
import org.researchtracker.model.Count;
import org.researchtracker.model.TrackerException;

/** Counts what a run does and tells what has to be known of it. Not thread-safe. */
final class Tally {
  /** More lines than this nobody reads; the rest is counted. */
  private static final int LINES = 20;

  private final ArchiveEvents events;
  private final Map<String, Long> told = new TreeMap<>();
  private final List<String> failed = new ArrayList<>();
  private long bundles;
  private long executions;
  private long items;
  private long media;
  private long missing;
  private long bytes;
  private long unchanged;
  private long waiting;
  private long smaller;
  private @Nullable TrackerException stopped;

  Tally(ArchiveEvents events) {
    this.events = events;
  }

  void unchanged() {
    unchanged++;
  }

  void waiting() {
    waiting++;
  }

  /** Counts and tells what became of a unit. */
  void add(Outcome outcome) {
    switch (outcome.kind()) {
      case MADE -> outcome.bundle().ifPresent(this::made);
      case MADE_AGAIN -> {
        tell("made again", outcome.base() + ": was taken out of the archive, made again");
        outcome.bundle().ifPresent(this::made);
      }
      case SMALLER -> smaller(outcome.base(), outcome.version());
      case SAME, STILL_SMALLER -> unchanged++;
    }
  }

  private void made(Bundled bundle) {
    bundles++;
    executions += bundle.facts().executions();
    items += bundle.facts().items();
    media += bundle.facts().media();
    bytes += bundle.facts().bytes();
    missing += bundle.media().missing().size();
    if (!bundle.media().missing().isEmpty()) {
      tell("with media missing", bundle.name().file() + ": " + inWords(bundle.media().missing()));
    }
  }

  /** Says which media are missing, by reasons. */
  static String inWords(List<MissingMedium> missing) {
    Map<String, Long> reasons =
        missing.stream()
            .collect(
                Collectors.groupingBy(MissingMedium::reason, TreeMap::new, Collectors.counting()));
    String each =
        reasons.entrySet().stream()
            .map(reason -> reason.getValue() + " " + reason.getKey())
            .collect(Collectors.joining(", "));
    long count = missing.size();
    return count + (count == 1 ? " medium missing (" : " media missing (") + each + ")";
  }

  void smaller(String base, int version) {
    smaller++;
    tell("smaller", base + ": smaller than archived, kept v" + version);
  }

  /** Tells that an archived bundle holds what nobody may see any more. */
  void withdrawn(String base) {
    tell("withdrawn", base + ": all of it is left out by now; the bundle holds it still");
  }

  /** Counts executions that a run did not come to. */
  void missed(Collection<String> executionIds) {
    failed.addAll(executionIds);
  }

  void failed(Unit unit, String base, TrackerException failure) {
    failed.addAll(unit.executionIds());
    tell("failed", base + ": " + failure.what());
  }

  /** Says what ended the run before its time. */
  void stopped(TrackerException failure) {
    stopped = failure;
  }

  private void tell(String kind, String line) {
    if (told.merge(kind, 1L, Long::sum) <= LINES) {
      events.notice(line);
    }
  }

  /** Tells how many lines were not told. */
  ArchiveReport end() {
    told.forEach(
        (kind, count) -> {
          if (count > LINES) {
            events.notice(
                "and "
                    + Count.of(count - LINES, "more bundle")
                    + " "
                    + kind
                    + " (tracker archive status)");
          }
        });
    return new ArchiveReport(
        bundles,
        executions,
        items,
        media,
        missing,
        bytes,
        unchanged,
        waiting,
        smaller,
        failed,
        Optional.ofNullable(stopped));
  }
}
