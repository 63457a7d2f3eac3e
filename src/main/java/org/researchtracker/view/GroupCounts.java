package org.researchtracker.view;

/**
 * What one group of {@code tracker stats} counts.
 *
 * @param executions executions
 * @param items items
 * @param requested outputs that were asked for
 * @param generated output items
 * @param blocked requested outputs that stage 3 blocked
 * @param failed requested outputs that the execution ended without
 * @param pending requested outputs that may still come
 */
public record GroupCounts(
    long executions,
    long items,
    long requested,
    long generated,
    long blocked,
    long failed,
    long pending) {}
