package org.researchtracker.index;

import java.time.Instant;
import java.util.Optional;
import org.researchtracker.model.ExecutionHead;
import org.researchtracker.model.ExecutionItem;

/**
 * One item and the execution that it belongs to.
 *
 * @param head the execution's head
 * @param item the item with its texts
 * @param time when, if its timestamp can be read
 */
public record ItemEntry(ExecutionHead head, ExecutionItem item, Optional<Instant> time) {}
