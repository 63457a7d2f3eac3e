package org.researchtracker.importer;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonNull;
import org.researchtracker.model.JsonValue.JsonNumber;
import org.researchtracker.model.JsonValue.JsonObject;

/**
 * Reads seed and model from the graph that ComfyUI writes into a PNG under {@code prompt}: an
 * object of nodes, each with {@code class_type} and {@code inputs}.
 */
final class PromptGraph {
  private static final int MAX_CHARS = 8 << 20;
  private static final Set<String> SEEDS = Set.of("seed", "noise_seed");
  private static final Set<String> MODELS =
      Set.of("ckpt_name", "unet_name", "model_name", "gguf_name");

  private PromptGraph() {}

  /** Sets what an item does not tell itself and the graph tells without contradiction. */
  static void fill(ItemDraft item, Map<String, String> texts) {
    String graph = texts.get("prompt");
    if (graph == null || graph.length() > MAX_CHARS) {
      return;
    }
    JsonObject nodes = LenientJson.parse(graph).object();
    JsonObject metadata = item.get("metadata") instanceof JsonObject own ? own : JsonObject.EMPTY;
    JsonObject.Builder found = JsonObject.builder();
    if (metadata.value("seed").isEmpty()) {
      only(values(nodes, SEEDS)).ifPresent(seed -> found.put("seed", seed));
    }
    Optional<String> model = only(values(nodes, MODELS)).flatMap(JsonValue::asString);
    if (item.string("model_used").isEmpty() && model.isPresent()) {
      item.put("model_used", model.get());
      found.put("model", model.get());
    }
    JsonObject told = found.build();
    if (!told.isEmpty()) {
      JsonObject.Builder all = JsonObject.builder().putAll(metadata);
      told.value("seed").ifPresent(seed -> all.put("seed", seed));
      item.put("metadata", all.put("from_prompt_graph", told).build());
    }
  }

  private static Optional<JsonValue> only(Set<JsonValue> values) {
    return values.size() == 1 ? Optional.of(values.iterator().next()) : Optional.empty();
  }

  private static Set<JsonValue> values(JsonObject nodes, Set<String> names) {
    Set<JsonValue> values = new LinkedHashSet<>();
    nodes.forEach(
        (id, node) -> {
          if (node instanceof JsonObject object
              && object.get("inputs").orElse(JsonNull.NULL) instanceof JsonObject inputs) {
            for (String name : names) {
              // A link to another node is an array: its value stands there.
              inputs
                  .value(name)
                  .filter(v -> v instanceof JsonNumber || v.asString().isPresent())
                  .ifPresent(values::add);
            }
          }
        });
    return values;
  }
}
