package org.researchtracker.view;

import java.util.List;
import java.util.Optional;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.OutputCounts;
import org.researchtracker.model.StatsGroup;
import org.researchtracker.model.StatsKey;

/** The listing of groups that statistics give. */
public final class GroupRows {
  private GroupRows() {}

  /** Returns the shape of the listing of groups by these keys. */
  public static Listing listing(List<StatsKey> keys) {
    return Shapes.groups(keys.stream().map(StatsKey::field).toList());
  }

  /** Returns the row of a group: its keys, an absent value as null, and its counts. */
  public static Row row(List<StatsKey> keys, StatsGroup group) {
    JsonObject.Builder json = JsonObject.builder();
    for (int i = 0; i < keys.size(); i++) {
      Optional<String> value = group.keys().get(i);
      if (keys.get(i) == StatsKey.STAGE && value.isPresent()) {
        json.put(keys.get(i).field(), Long.parseLong(value.get()));
      } else {
        json.put(keys.get(i).field(), value.orElse(null));
      }
    }
    OutputCounts outputs = group.outputs();
    return Row.of(
        json.put("executions", group.executions())
            .put("items", group.items())
            .put("outputs_requested", outputs.requested())
            .put("outputs_generated", outputs.generated())
            .put("outputs_blocked", outputs.blocked())
            .put("outputs_failed", outputs.failed())
            .put("outputs_pending", outputs.pending())
            .build());
  }
}
