package org.researchtracker.archive;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.researchtracker.model.Selection;
import org.researchtracker.model.TimeChoice;
import org.researchtracker.model.TimeRange;

/**
 * What a run shall archive.
 *
 * @param per what one bundle is made of
 * @param template what bundles are named by
 * @param settle how long nothing must have been added to what is archived
 * @param idle how long a session may pause before it is over
 * @param selection which executions; its ids and times choose whole units, its other choices which
 *     executions belong to one
 * @param limit units of so many of the newest executions are looked at, 0 for all
 * @param since what a consumer has been given, if only what is new to it is wanted
 * @param minFree bytes that shall stay free on the disk
 * @param makesAgain whether a bundle that was taken out of the folder is made again
 * @param logsExpire whether it is expected that logs lose what is old
 */
public record ArchiveRequest(
    Per per,
    NameTemplate template,
    Duration settle,
    Duration idle,
    Selection selection,
    long limit,
    Optional<Bookmark> since,
    long minFree,
    boolean makesAgain,
    boolean logsExpire) {

  /** Returns whether all units are looked at. */
  boolean isWhole() {
    return selection.ids().isEmpty()
        && selection.time().isAlways()
        && selection.days().isAny()
        && limit == 0
        && since.isEmpty();
  }

  /** Returns the choices that say which executions belong to a unit. */
  Selection members() {
    return selection.toBuilder()
        .anyIds()
        .time(TimeRange.ALWAYS)
        .days(TimeChoice.ANY)
        .leftOut(Set.of())
        .build();
  }
}
