package org.researchtracker.index;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.researchtracker.log.LineProblem;

/**
 * What the index keeps of one line.
 *
 * @param line where it stands
 * @param problems what is wrong with it
 * @param executionId which execution it is about, or null if it could not be read
 * @param head what it gives as a head, or null if it is an item's line
 * @param items what it gives of items
 */
record LineFacts(
    LineRef line,
    List<LineProblem> problems,
    @Nullable String executionId,
    @Nullable HeadLine head,
    List<Occurrence> items) {}
