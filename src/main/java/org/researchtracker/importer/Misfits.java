package org.researchtracker.importer;

import java.util.Set;
import org.researchtracker.model.ExecutionHead;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.JsonValue.JsonObject;

/**
 * Which names the log format gives a meaning, so that a field of another meaning must not stand
 * under them. Such a field goes whole into {@link #FIELD}.
 */
final class Misfits {
  /** Holds what stood under a name of the log format with a value that it does not take. */
  static final String FIELD = "imported_fields";

  private static final Set<String> OTHERS =
      Set.of(
          "execution_id",
          "items",
          "seq",
          "loop_iteration",
          "backend_used",
          FIELD,
          ItemDraft.KEY,
          ExecutionDraft.ORIGIN);

  private Misfits() {}

  /** Returns whether a line would read a field of this name. */
  static boolean isReserved(String name) {
    return ExecutionHead.isField(name) || ExecutionItem.FIELDS.contains(name) || isOther(name);
  }

  private static boolean isOther(String name) {
    return OTHERS.contains(name);
  }

  /** Adds what was put aside, if anything was. */
  static void addTo(JsonObject.Builder extra, JsonObject aside) {
    if (!aside.isEmpty()) {
      extra.put(FIELD, aside);
    }
  }
}
