package org.researchtracker.importer;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonArray;
import org.researchtracker.model.JsonValue.JsonNull;
import org.researchtracker.model.JsonValue.JsonNumber;
import org.researchtracker.model.JsonValue.JsonObject;

/** Reads a record file: one execution, head and items, as one JSON object. */
final class RecordFile {
  private static final Set<String> NO_LOOP = Set.of("pipeline_complete", "pipeline_error");
  private static final List<String> TYPE_NAMES = List.of("item_type", "type", "event_type");
  private static final List<String> NUMBER_NAMES = List.of("sequence_number", "seq", "sequence");
  private static final List<String> LOOP_NAMES = List.of("output_config_index", "loop_iteration");
  private static final List<String> BACKEND_NAMES = List.of("backend_type", "backend_used");

  private final MediaPaths paths;
  private final String folder;
  private final Consumer<String> media;

  /**
   * Prepares to read records.
   *
   * @param folder the folder of the record, relative to the folder that was named
   * @param media is told each file that an item refers to, relative to the folder that was named
   */
  RecordFile(MediaPaths paths, String folder, Consumer<String> media) {
    this.paths = paths;
    this.folder = folder;
    this.media = media;
  }

  /** Returns whether an object is a record, whatever its file is called. */
  static boolean isRecord(JsonObject object) {
    boolean items = object.get("items").orElse(JsonNull.NULL) instanceof JsonArray;
    boolean id = object.string("execution_id").isPresent();
    return id
        ? items
            || object.get("config_name").isPresent()
            || object.get("taxonomy_version").isPresent()
        : items && object.get("config_name").isPresent() && object.get("timestamp").isPresent();
  }

  /**
   * Reads a record.
   *
   * @param stem its file's name without the extension, the id where the record gives none
   */
  ExecutionDraft read(JsonObject record, String stem, String source, String digest) {
    String id =
        record
            .value("execution_id")
            .flatMap(JsonValue::asScalarText)
            .filter(text -> !text.isBlank())
            .orElse(stem);
    ExecutionDraft draft = new ExecutionDraft(id, SourceForm.RECORD_FILE, source, digest);
    record.forEach(
        (name, value) -> {
          boolean items = name.equals("items") && value instanceof JsonArray;
          if (!items && !(name.equals("execution_id") && value.asScalarText().isPresent())) {
            draft.putRaw(name, value);
          }
        });
    if (record.get("items").orElse(JsonNull.NULL) instanceof JsonArray items) {
      items(draft, items.elements());
    }
    return draft;
  }

  private void items(ExecutionDraft draft, List<JsonValue> elements) {
    Map<String, Set<JsonValue>> seen = new HashMap<>();
    boolean numbered = true;
    for (int place = 0; place < elements.size(); place++) {
      JsonValue raw = elements.get(place);
      JsonObject element = raw instanceof JsonObject object ? object : JsonObject.EMPTY;
      Long number = number(element);
      String key = "items/" + (number == null ? "at-" + (place + 1) : number.toString());
      Set<JsonValue> same = seen.computeIfAbsent(key, name -> new HashSet<>());
      if (!same.add(raw)) {
        draft.note("items[" + place + "]: stands there twice; taken once");
        continue;
      }
      String unique = same.size() == 1 ? key : key + "-" + same.size();
      numbered &= number != null && same.size() == 1;
      ItemDraft item = item(new ItemDraft(unique, raw.toJson()), raw, element);
      item.number(number);
      draft.items().add(item);
    }
    if (!numbered) {
      renumber(draft);
    }
  }

  /** Numbers that collide or are absent tell an order at most: then all are given anew. */
  private static void renumber(ExecutionDraft draft) {
    draft.note("sequence numbers collide or are missing; items are numbered anew in their order");
    boolean ordered = draft.items().stream().allMatch(item -> item.number() != null);
    if (ordered) {
      draft.items().sort((a, b) -> Long.compare(orZero(a.number()), orZero(b.number())));
    }
    for (ItemDraft item : draft.items()) {
      Long number = item.number();
      if (number != null) {
        item.aside("sequence_number", JsonNumber.of(number));
      }
      item.number(null);
    }
  }

  private static long orZero(@Nullable Long number) {
    return number == null ? 0 : number;
  }

  private static @Nullable Long number(JsonObject element) {
    for (String name : NUMBER_NAMES) {
      JsonValue value = element.get(name).orElse(JsonNull.NULL);
      if (value instanceof JsonNumber number && ItemDraft.isInteger(value, 1, Long.MAX_VALUE - 1)) {
        return number.longValue().orElse(null);
      }
    }
    return null;
  }

  private ItemDraft item(ItemDraft item, JsonValue raw, JsonObject element) {
    if (!(raw instanceof JsonObject)) {
      return item.put("item_type", "unnamed").extra("raw", raw);
    }
    String type = firstOf(element, TYPE_NAMES).flatMap(JsonValue::asScalarText).orElse("unnamed");
    item.put("item_type", type.isEmpty() ? "unnamed" : type);
    Optional<String> typeName = nameOf(element, TYPE_NAMES);
    Optional<String> loopName = nameOf(element, LOOP_NAMES);
    Optional<String> backendName = nameOf(element, BACKEND_NAMES);
    element.forEach(
        (name, value) -> {
          if (isNumberName(name, value) || typeName.filter(name::equals).isPresent()) {
            return;
          }
          if (loopName.filter(name::equals).isPresent()) {
            loop(item, name, value, type);
          } else if (backendName.filter(name::equals).isPresent()) {
            item.putRaw("backend_type", value);
          } else {
            item.putRaw(name, value);
          }
        });
    path(item);
    return item;
  }

  private static boolean isNumberName(String name, JsonValue value) {
    return NUMBER_NAMES.contains(name) && ItemDraft.isInteger(value, 1, Long.MAX_VALUE - 1);
  }

  /** A number that the loop left behind on the end of the pipeline is no iteration. */
  private static void loop(ItemDraft item, String name, JsonValue value, String type) {
    if (NO_LOOP.contains(type) && !value.equals(JsonNull.NULL)) {
      item.aside(name, value);
    } else {
      item.putRaw("output_config_index", value);
    }
  }

  private static Optional<String> nameOf(JsonObject element, List<String> names) {
    return names.stream().filter(name -> element.value(name).isPresent()).findFirst();
  }

  private static Optional<JsonValue> firstOf(JsonObject element, List<String> names) {
    return nameOf(element, names).flatMap(element::value);
  }

  private void path(ItemDraft item) {
    String written = item.string("file_path").orElse("");
    if (FileNames.isUuid(written)) {
      Optional<String> run = paths.run(written);
      if (run.isPresent()) {
        item.extra("run_folder", new JsonValue.JsonString(run.get()));
        paths.outputOf(run.get(), item).ifPresent(found -> refer(item, written, found));
      } else if (item.string("prompt_id").isEmpty()) {
        item.put("prompt_id", written);
      }
      return;
    }
    paths.find(written, folder).ifPresent(found -> refer(item, written, found));
  }

  private void refer(ItemDraft item, String written, String found) {
    media.accept(found);
    if (!found.equals(written)) {
      item.aside("file_path", new JsonValue.JsonString(written));
      item.put("file_path", found);
    }
  }
}
