package org.researchtracker.importer;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonNull;
import org.researchtracker.model.JsonValue.JsonObject;

/**
 * Says that a run ended well, because its folder never does: an error is an end of its own, else an
 * output is taken for the end, else the run is open. The item says that it was derived.
 */
final class DerivedEnd {
  private static final String KEY = "derived/end";

  private DerivedEnd() {}

  /**
   * Adds an end where there is none.
   *
   * @param timed whether the last step's time is about that of the end
   */
  static void add(ExecutionDraft draft, JsonObject metadata, boolean timed) {
    Optional<String> why = reason(draft.items(), metadata);
    if (why.isEmpty()) {
      return;
    }
    String time = timed ? lastTime(draft.items()) : null;
    ItemDraft end = new ItemDraft(KEY, why.get(), time == null ? "" : time);
    end.put("item_type", "pipeline_complete").put("stage", 5).put("media_type", "metadata");
    end.put("timestamp", metadata.string("completed_at").orElse(time));
    end.put(
        "metadata",
        JsonObject.builder().put("derived", true).put("derived_from", why.get()).build());
    draft.items().add(end);
    draft.derived("the end: " + why.get());
  }

  private static Optional<String> reason(List<ItemDraft> items, JsonObject metadata) {
    boolean output = false;
    boolean blocked = false;
    for (ItemDraft item : items) {
      String type = item.itemType();
      if (type.equals("pipeline_error")
          || type.equals("stage1_blocked")
          || type.equals("pipeline_complete")) {
        return Optional.empty();
      }
      output |= type.startsWith("output_");
      blocked |= type.equals("stage3_blocked") && isError(item);
    }
    if (output) {
      return Optional.of("an output");
    }
    if (blocked) {
      return Optional.of("an error that blocked in stage 3");
    }
    return metadata.string("completed_at").isPresent() || saysComplete(metadata)
        ? Optional.of("the run's own state")
        : Optional.empty();
  }

  /**
   * A check that says no is followed by an error that ends the output; without it nothing ended.
   */
  private static boolean isError(ItemDraft item) {
    return item.get("metadata") instanceof JsonObject metadata
        && metadata.get("error_type").isPresent();
  }

  private static boolean saysComplete(JsonObject metadata) {
    return metadata.get("current_state").orElse(JsonNull.NULL) instanceof JsonObject state
        && state.string("step").filter(step -> step.equals("complete")).isPresent();
  }

  private static @Nullable String lastTime(List<ItemDraft> items) {
    for (int i = items.size() - 1; i >= 0; i--) {
      Optional<String> time =
          Optional.ofNullable(items.get(i).get("timestamp")).flatMap(JsonValue::asString);
      if (time.isPresent()) {
        return time.get();
      }
    }
    return null;
  }
}
