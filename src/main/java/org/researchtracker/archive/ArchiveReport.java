package org.researchtracker.archive;

import java.util.List;
import java.util.Optional;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.TrackerException;

/**
 * What a run came to.
 *
 * @param bundles how many bundles were made
 * @param executions how many executions are in them
 * @param items how many items
 * @param media how many media
 * @param missing how many media they lack
 * @param bytes how large they are
 * @param unchanged how many units were archived already
 * @param waiting how many units are not ready yet
 * @param smaller how many units were found to hold less than their last version
 * @param failed the executions of units that could not be archived
 * @param stopped what ended the run before its time, if anything did
 */
public record ArchiveReport(
    long bundles,
    long executions,
    long items,
    long media,
    long missing,
    long bytes,
    long unchanged,
    long waiting,
    long smaller,
    List<String> failed,
    Optional<TrackerException> stopped) {

  /** Copies the list. */
  public ArchiveReport {
    failed = List.copyOf(failed);
  }

  /** Returns whether something that should have been done could not be. */
  public boolean hasFailed() {
    return !failed.isEmpty() || stopped.isPresent();
  }

  /** Returns whether something was first noticed to be incomplete. */
  public boolean isPartial() {
    return missing > 0 || smaller > 0;
  }

  /** Returns the exit code that the run comes to. */
  int exit() {
    return hasFailed() ? Runs.FAILED : isPartial() ? Runs.PARTIAL : Runs.DONE;
  }

  /** Returns the numbers as the ledger keeps them. */
  JsonObject counts() {
    return JsonObject.builder()
        .put("bundles", bundles)
        .put("executions", executions)
        .put("items", items)
        .put("media", media)
        .put("missing", missing)
        .put("unchanged", unchanged)
        .put("waiting", waiting)
        .put("smaller", smaller)
        .put("failed", failed.size())
        .build();
  }
}
