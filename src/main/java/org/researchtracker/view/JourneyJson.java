package org.researchtracker.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonArray;
import org.researchtracker.model.JsonValue.JsonNull;
import org.researchtracker.model.JsonValue.JsonNumber;
import org.researchtracker.model.JsonValue.JsonObject;

/**
 * The stages and steps of a journey as JSON, for who draws them elsewhere: the same parts in the
 * same order as in every view. Steps name their items by sequence number; the items themselves are
 * in the record.
 */
public final class JourneyJson {
  private JourneyJson() {}

  /**
   * Returns the stages as an array. A step that no shown item makes up is left out, and so is a
   * stage without steps.
   *
   * @param view which items may be told of; steps without items, and the configs of stages, are
   *     told where it is of the whole
   */
  public static JsonArray stages(Journey journey, ViewKind view) {
    boolean all = view.isWhole();
    List<JsonValue> stages = new ArrayList<>();
    for (Stage stage : journey.stages()) {
      List<JsonValue> steps = new ArrayList<>();
      for (Step step : stage.steps()) {
        boolean told = step.items().isEmpty() ? all : step.items().stream().allMatch(view::shows);
        if (told) {
          steps.add(step(step));
        }
      }
      if (!steps.isEmpty()) {
        JsonObject.Builder json = JsonObject.builder().put("title", stage.title());
        optional(json, "config", all ? Optional.ofNullable(stage.config()) : Optional.empty());
        stages.add(json.put("steps", new JsonArray(steps)).build());
      }
    }
    return new JsonArray(stages);
  }

  private static JsonObject step(Step step) {
    JsonObject.Builder json = JsonObject.builder();
    if (step instanceof Step.Output output) {
      json.put("kind", "output").put("name", output.name());
    } else if (step instanceof Step.Input) {
      json.put("kind", "input");
    } else if (step instanceof Step.Translation) {
      json.put("kind", "translation");
    } else if (step instanceof Step.Interception) {
      json.put("kind", "interception");
    } else if (step instanceof Step.Pass pass) {
      json.put("kind", "pass").put("number", pass.number());
      optional(json, "languages", pass.languages());
    } else if (step instanceof Step.Safety safety) {
      json.put("kind", "safety").put("verdict", word(safety.verdict()));
      json.put("of_image", safety.ofImage());
      optional(json, "reason", safety.reason());
    } else if (step instanceof Step.Failure failure) {
      json.put("kind", "failure");
      optional(json, "reason", failure.message());
    } else if (step instanceof Step.Missing missing) {
      json.put("kind", "missing").put("absence", word(missing.absence()));
    } else {
      json.put("kind", "other");
    }
    List<JsonValue> items = new ArrayList<>();
    step.items().forEach(item -> items.add(JsonNumber.of(item.sequenceNumber())));
    return json.put("items", new JsonArray(items)).build();
  }

  private static String word(Enum<?> name) {
    return name.name().toLowerCase(Locale.ROOT);
  }

  private static void optional(JsonObject.Builder json, String name, Optional<String> value) {
    if (value.isPresent()) {
      json.put(name, value.get());
    } else {
      json.put(name, JsonNull.NULL);
    }
  }
}
