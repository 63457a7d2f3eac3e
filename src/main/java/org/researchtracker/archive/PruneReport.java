package org.researchtracker.archive;

import java.util.List;
import org.researchtracker.model.JsonValue.JsonObject;

/**
 * What pruning came to.
 *
 * @param removals what was removed, or would be
 * @param bytes how large that was
 * @param kept how many superseded versions stay, because they hold something that the last one does
 *     not, or because that is not to be relied on
 */
public record PruneReport(List<Removal> removals, long bytes, long kept) {
  /**
   * A version that goes.
   *
   * @param file its file
   * @param heldBy the file of the version that holds all that it holds
   */
  public record Removal(String file, String heldBy) {}

  /** Copies the list. */
  public PruneReport {
    removals = List.copyOf(removals);
  }

  JsonObject counts() {
    return JsonObject.builder().put("removed", removals.size()).put("kept", kept).build();
  }
}
