package org.researchtracker.archive;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.researchtracker.archive.LedgerEvent.Ran;
import org.researchtracker.model.TrackerException;

/**
 * How it stands with an archive, by its ledger and by the files that are there. Read without the
 * lock, so a run under way may have got further.
 *
 * @param folder the folder
 * @param bundles how many bundles there are, superseded ones among them
 * @param superseded how many of them have a later version
 * @param pruned how many were removed because a later version holds all that they held
 * @param executions how many executions the last versions hold; one that two of them hold counts
 *     twice
 * @param bytes how large all bundles are
 * @param missing the media that last versions lack
 * @param smaller the units of which the logs hold less than their last version
 * @param absent bundles that should be there and are not
 * @param unlisted ZIPs that the ledger does not know
 * @param lastRun the last run, if there was one
 * @param lastGoodRun the last run that did all it could, if there was one
 * @param lines how many lines the ledger has
 * @param chain what vouches for all of them, empty if there are none
 * @param holder the run that is under way, if one is
 */
public record ArchiveStatus(
    Path folder,
    long bundles,
    long superseded,
    long pruned,
    long executions,
    long bytes,
    List<Lack> missing,
    List<Shrunk> smaller,
    List<String> absent,
    List<String> unlisted,
    Optional<RunEnd> lastRun,
    Optional<RunEnd> lastGoodRun,
    long lines,
    String chain,
    Optional<LockHolder> holder) {

  /**
   * A medium that the last version of a unit lacks.
   *
   * @param bundle the file
   * @param executionId the execution
   * @param sequenceNumber the item
   * @param reason why
   */
  public record Lack(String bundle, String executionId, long sequenceNumber, String reason) {}

  /**
   * A unit of which the logs hold less than its last version.
   *
   * @param bundle the file
   * @param gone whether they hold nothing of it at all
   */
  public record Shrunk(String bundle, boolean gone) {}

  /**
   * A run that has ended.
   *
   * @param command what it was
   * @param began when it began
   * @param ended when it ended
   * @param exit the exit code that it came to
   */
  public record RunEnd(String command, Instant began, Instant ended, int exit) {
    static RunEnd of(Ran run) {
      return new RunEnd(run.command(), run.began(), run.ended(), run.exit());
    }
  }

  /**
   * A run that is under way.
   *
   * @param pid its process
   * @param since when it began
   * @param command what it is
   */
  public record LockHolder(long pid, Instant since, String command) {}

  /**
   * Reads how it stands with the archive in a folder.
   *
   * @throws TrackerException if there is no such folder, or its ledger is damaged
   */
  public static ArchiveStatus of(Path path) {
    ArchiveFolder folder = ArchiveFolder.existing(path);
    LedgerState state = LedgerState.keeping();
    LedgerLines.Reading reading = Ledger.read(folder, state);
    return new Reader(folder, state).read(reading);
  }

  /**
   * Checks that there is such a folder.
   *
   * @throws TrackerException if there is not
   */
  public static void require(Path path) {
    ArchiveFolder.existing(path);
  }

  /** Returns whether a run ended well no longer ago than this. */
  public boolean isFresh(Instant now, Duration maxAge) {
    return lastGoodRun.filter(run -> !run.ended().isBefore(now.minus(maxAge))).isPresent();
  }

  /** Adds up. */
  private static final class Reader {
    private final ArchiveFolder folder;
    private final LedgerState state;
    private final Set<String> there;
    private final Set<String> unlisted;
    private final List<Lack> missing = new ArrayList<>();
    private final List<Shrunk> smaller = new ArrayList<>();
    private final List<String> absent = new ArrayList<>();
    private long bundles;
    private long superseded;
    private long pruned;
    private long executions;
    private long bytes;

    Reader(ArchiveFolder folder, LedgerState state) {
      this.folder = folder;
      this.state = state;
      this.there = folder.zips();
      this.unlisted = new TreeSet<>(there);
    }

    ArchiveStatus read(LedgerLines.Reading reading) {
      state.units().values().forEach(this::add);
      return new ArchiveStatus(
          folder.path(),
          bundles,
          superseded,
          pruned,
          executions,
          bytes,
          List.copyOf(missing),
          List.copyOf(smaller),
          List.copyOf(absent),
          List.copyOf(unlisted),
          state.lastRun().map(RunEnd::of),
          state.lastGoodRun().map(RunEnd::of),
          reading.lines(),
          reading.chain(),
          ArchiveLock.holder(folder)
              .map(each -> new LockHolder(each.pid(), each.since(), each.command())));
    }

    private void add(UnitState unit) {
      pruned += unit.pruned().size();
      unit.pruned().forEach(version -> unlisted.remove(version.name().file()));
      for (UnitState.Version version : unit.versions()) {
        bundles++;
        bytes += version.facts().bytes();
        String file = version.name().file();
        unlisted.remove(file);
        if (!there.contains(file)) {
          absent.add(file);
        }
      }
      unit.last().ifPresent(last -> addLast(unit, last));
    }

    private void addLast(UnitState unit, UnitState.Version last) {
      String file = last.name().file();
      superseded += unit.versions().size() - 1;
      executions += last.facts().executions();
      for (MissingMedium medium : unit.missing()) {
        missing.add(
            new Lack(
                file,
                medium.reference().executionId(),
                medium.reference().sequenceNumber(),
                medium.reason()));
      }
      if (unit.verdict() != Verdict.SAME) {
        smaller.add(new Shrunk(file, unit.verdict() == Verdict.GONE));
      }
    }
  }
}
