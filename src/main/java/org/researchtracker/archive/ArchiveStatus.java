package org.researchtracker.archive;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.researchtracker.archive.LedgerEvent.Ran;

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
    MissingMedia missing,
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
    try (OpenLines lines = OpenLines.of(folder)) {
      return new StatusReader(folder, lines).read();
    }
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
}
