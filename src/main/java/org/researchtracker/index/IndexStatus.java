package org.researchtracker.index;

import java.nio.file.Path;
import java.util.List;

/**
 * What an index is.
 *
 * @param file where it lies
 * @param temporary whether it is a temporary one, because its place cannot be written
 * @param schemaVersion the version of its tables
 * @param bytes its size on disk
 * @param logs how many log files it knows
 * @param logBytes how much text of them it has taken
 * @param executions how many executions it holds
 * @param items how many items after duplicates
 * @param upToDate whether the logs look as they did when they were read
 * @param searchable whether the text index was made
 * @param departed logs that have left since the index was made
 */
public record IndexStatus(
    Path file,
    boolean temporary,
    int schemaVersion,
    long bytes,
    long logs,
    long logBytes,
    long executions,
    long items,
    boolean upToDate,
    boolean searchable,
    List<String> departed) {}
