package org.researchtracker.bundle.document;

import java.util.Map;
import org.researchtracker.model.ExecutionRecord;

/**
 * One execution as it lies in a bundle.
 *
 * @param record its head and items
 * @param folder its folder, relative to the payload folder: {@code executions/<id>}
 * @param transcript its transcript, relative to the payload folder: {@code texts/….txt}
 * @param media the verdicts about its media, by sequence number, in that order
 */
public record BundledExecution(
    ExecutionRecord record, String folder, String transcript, Map<Long, BundledMedium> media) {}
