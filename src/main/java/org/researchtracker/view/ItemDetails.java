package org.researchtracker.view;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.JsonText;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.view.Outline.Field;

/** Everything that a log says about one item, for a full view. */
final class ItemDetails {
  private ItemDetails() {}

  static List<Field> of(List<ExecutionItem> items, ShowOptions options) {
    List<Field> fields = new ArrayList<>();
    if (options.full()) {
      items.stream()
          .sorted((a, b) -> Long.compare(a.sequenceNumber(), b.sequenceNumber()))
          .forEach(item -> add(item, options, fields));
    }
    return fields;
  }

  private static void add(ExecutionItem item, ShowOptions options, List<Field> fields) {
    fields.add(new Field("#" + item.sequenceNumber(), item.itemType().name()));
    String time = Shapes.time(item, options.zone());
    add("time", time == null ? item.timestamp() : time, fields);
    add("stage", String.valueOf(item.stage()), fields);
    add("output_config_index", text(item.outputConfigIndex()), fields);
    add("stage_iteration", text(item.stageIteration()), fields);
    add("media_type", item.mediaType() == null ? null : item.mediaType().name(), fields);
    add("config_used", item.configUsed(), fields);
    add("model_used", item.modelUsed(), fields);
    add("prompt_id", item.promptId(), fields);
    add("backend_type", item.backendType(), fields);
    add(
        "execution_time",
        item.executionTime() == null ? null : item.executionTime().text() + " s",
        fields);
    String path = item.filePath();
    add("file_path", path == null ? null : ItemText.whereabouts(path), fields);
    if (item.isMedium()) {
      add("medium", options.whereabouts().apply(item).orElse(null), fields);
    }
    addJson("metadata", item.metadata(), fields);
    addJson("extra", item.extra(), fields);
    add("content", item.content(), fields);
  }

  private static @Nullable String text(@Nullable Long number) {
    return number == null ? null : number.toString();
  }

  private static void add(String name, @Nullable String value, List<Field> fields) {
    if (value != null) {
      fields.add(new Field(name, value));
    }
  }

  private static void addJson(String name, JsonObject json, List<Field> fields) {
    if (!json.isEmpty()) {
      fields.add(new Field(name, SafeText.json(JsonText.compact(json))));
    }
  }
}
