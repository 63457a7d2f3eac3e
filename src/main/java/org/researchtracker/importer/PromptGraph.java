package org.researchtracker.importer;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonArray;
import org.researchtracker.model.JsonValue.JsonNull;
import org.researchtracker.model.JsonValue.JsonNumber;
import org.researchtracker.model.JsonValue.JsonObject;

/**
 * Reads seed and model from the graph that ComfyUI writes into a PNG under {@code prompt}: an
 * object of nodes, each with {@code class_type} and {@code inputs}.
 *
 * <p>Where a sampler tells the seed, the seeds of other nodes, such as a language model's, are no
 * contradiction; nor are the models that only enlarge a picture.
 */
final class PromptGraph {
  private static final int MAX_CHARS = 8 << 20;

  /** A value may stand some nodes away; a graph that links in a circle must not be followed. */
  private static final int LONGEST_LINK = 8;

  private static final List<String> SEEDS = List.of("seed", "noise_seed");
  private static final List<String> LINKED_SEEDS = List.of("seed", "noise_seed", "value", "int");
  private static final List<String> MODELS =
      List.of("ckpt_name", "unet_name", "model_name", "gguf_name");

  private final JsonObject nodes;

  private PromptGraph(JsonObject nodes) {
    this.nodes = nodes;
  }

  /** Sets what an item does not tell itself and the graph tells without contradiction. */
  static void fill(ItemDraft item, Map<String, String> texts) {
    String text = texts.get("prompt");
    if (text == null || text.length() > MAX_CHARS) {
      return;
    }
    PromptGraph graph = new PromptGraph(LenientJson.parse(text).object());
    JsonObject metadata = item.get("metadata") instanceof JsonObject own ? own : JsonObject.EMPTY;
    JsonObject.Builder found = JsonObject.builder();
    if (metadata.value("seed").isEmpty()) {
      graph.seed().ifPresent(seed -> found.put("seed", seed));
    }
    Optional<String> model = graph.model().flatMap(JsonValue::asString);
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

  private Optional<JsonValue> seed() {
    Set<JsonValue> ofSamplers = values(type -> type.contains("Sampler"), SEEDS);
    return only(ofSamplers.isEmpty() ? values(type -> true, SEEDS) : ofSamplers);
  }

  private Optional<JsonValue> model() {
    return only(values(type -> !type.contains("Upscale"), MODELS));
  }

  private static Optional<JsonValue> only(Set<JsonValue> values) {
    return values.size() == 1 ? Optional.of(values.iterator().next()) : Optional.empty();
  }

  private Set<JsonValue> values(Predicate<String> classes, List<String> names) {
    Set<JsonValue> values = new LinkedHashSet<>();
    nodes.forEach(
        (id, value) -> {
          if (value instanceof JsonObject node
              && classes.test(node.string("class_type").orElse(""))) {
            for (String name : names) {
              inputs(node)
                  .value(name)
                  .flatMap(input -> followed(input, LONGEST_LINK))
                  .ifPresent(values::add);
            }
          }
        });
    return values;
  }

  private static JsonObject inputs(JsonObject node) {
    return node.get("inputs").orElse(JsonNull.NULL) instanceof JsonObject inputs
        ? inputs
        : JsonObject.EMPTY;
  }

  /** Returns the value of an input; one that is an array names the node whose value it takes. */
  private Optional<JsonValue> followed(JsonValue input, int links) {
    if (input instanceof JsonNumber || input.asString().isPresent()) {
      return Optional.of(input);
    }
    if (links == 0 || !(input instanceof JsonArray link) || link.elements().isEmpty()) {
      return Optional.empty();
    }
    JsonObject linked =
        link.elements().get(0).asScalarText().flatMap(nodes::get).orElse(JsonNull.NULL)
                instanceof JsonObject node
            ? inputs(node)
            : JsonObject.EMPTY;
    return LINKED_SEEDS.stream()
        .flatMap(name -> linked.value(name).stream())
        .findFirst()
        .flatMap(value -> followed(value, links - 1));
  }
}
