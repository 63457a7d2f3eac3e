package org.researchtracker.model;

import java.util.List;
import java.util.Optional;

/**
 * Counts of one group.
 *
 * @param keys the values that make the group, one for each key asked for; nothing where the value
 *     is absent
 * @param executions executions with something in the group
 * @param items items in the group
 * @param outputs what became of the outputs in the group
 */
public record StatsGroup(
    List<Optional<String>> keys, long executions, long items, OutputCounts outputs) {}
