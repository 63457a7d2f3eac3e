package org.researchtracker.importer;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonBoolean;
import org.researchtracker.model.JsonValue.JsonNull;
import org.researchtracker.model.JsonValue.JsonObject;

/**
 * Tells to which iteration of the Stage 3-4 loop the steps of a run belong, from their order, since
 * a run folder does not number them: a check or an output begins an iteration once the one before
 * has an end, and so does the prompt for the first output. Further files of one ComfyUI prompt, and
 * composites, stay with the first.
 *
 * <p>A step's iteration follows from those before it alone, so that it stays what it is when the
 * run grows; a prompt after an output belongs to none, because nobody knows whether another output
 * follows. For one run.
 */
final class LoopCounter {
  private static final Set<String> PREPARES =
      Set.of("generation_prompt", "translation_en", "workflow_archive");

  private long iteration;
  private boolean ended = true;
  private boolean checked;
  private boolean blockedByCheck;
  private @Nullable String prompt;

  private LoopCounter() {}

  /** Numbers the steps, which are in order; a number that the source gives is kept. */
  static void number(List<ItemDraft> items) {
    LoopCounter counter = new LoopCounter();
    for (ItemDraft item : items) {
      if (!hasOwn(item)) {
        counter.take(item, item.itemType());
      }
    }
  }

  private void take(ItemDraft item, String type) {
    if (PREPARES.contains(type)) {
      if (iteration == 0 && type.equals("generation_prompt")) {
        beginIfEnded();
      }
      if (!ended) {
        put(item);
      }
    } else if (type.startsWith("output_")) {
      String itsPrompt = item.string("prompt_id").orElse(null);
      boolean same = iteration > 0 && ended && isFurther(item, itsPrompt);
      if (!same) {
        beginIfEnded();
      }
      put(item);
      ended = true;
      prompt = itsPrompt;
    } else if (type.equals("stage3_safety_check")) {
      ended |= checked;
      beginIfEnded();
      checked = true;
      put(item);
    } else if (type.equals("stage3_blocked")) {
      boolean error = isMember(item, "error_type");
      // A check that blocks and the error that says so are one end.
      if (!(error && blockedByCheck)) {
        beginIfEnded();
      }
      put(item);
      blockedByCheck = !error;
      ended = true;
    }
  }

  private void beginIfEnded() {
    if (ended) {
      iteration++;
      ended = false;
      checked = false;
      blockedByCheck = false;
      prompt = null;
    }
  }

  private void put(ItemDraft item) {
    item.put("output_config_index", iteration);
  }

  private boolean isFurther(ItemDraft item, @Nullable String itsPrompt) {
    boolean composite =
        item.get("metadata") instanceof JsonObject metadata
            && metadata.value("composite").filter(new JsonBoolean(true)::equals).isPresent();
    return composite || (itsPrompt != null && itsPrompt.equals(prompt));
  }

  private static boolean isMember(ItemDraft item, String name) {
    return item.get("metadata") instanceof JsonObject metadata && metadata.get(name).isPresent();
  }

  private static boolean hasOwn(ItemDraft item) {
    if (!(item.get("metadata") instanceof JsonObject metadata)) {
      return false;
    }
    for (String name : List.of("output_config_index", "loop_iteration")) {
      JsonValue value = metadata.get(name).orElse(JsonNull.NULL);
      if (ItemDraft.isInteger(value, 1, 1_000_000)) {
        item.put("output_config_index", value);
        return true;
      }
    }
    return false;
  }
}
