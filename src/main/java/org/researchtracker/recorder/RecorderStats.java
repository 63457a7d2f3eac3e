package org.researchtracker.recorder;

/**
 * What became of the events of a tracker since it was opened. {@code accepted} is {@code written +
 * failed + pending}; what was lost is {@code dropped + failed}.
 *
 * @param accepted events that were taken into the queue
 * @param written events that stand in the log
 * @param pending events that are still on their way
 * @param dropped events that were not accepted: the queue was full, or the tracker closed
 * @param failed events that were accepted and could not be written before the tracker was closed
 * @param cut events of which something was left out, because it was too long, too deep or
 *     unreadable
 * @param troubles how often writing, syncing or opening the log failed; most such failures lose
 *     nothing, because it is tried again
 * @param missed notifications that observers were too slow to take
 * @param liveExecutions executions kept whole in memory
 * @param liveBytes about how much memory they take, bytes
 * @param openSessions sessions that have neither ended nor timed out
 */
public record RecorderStats(
    long accepted,
    long written,
    long pending,
    long dropped,
    long failed,
    long cut,
    long troubles,
    long missed,
    int liveExecutions,
    long liveBytes,
    int openSessions) {}
