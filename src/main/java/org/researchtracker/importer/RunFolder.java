package org.researchtracker.importer;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonArray;
import org.researchtracker.model.JsonValue.JsonNull;
import org.researchtracker.model.JsonValue.JsonNumber;
import org.researchtracker.model.JsonValue.JsonObject;

/**
 * Reads a run folder: {@code metadata.json} and the numbered files that it lists, then those that
 * it does not list. For one folder.
 */
final class RunFolder {
  /** What metadata.json says in lists that become items, and the form of its own fields. */
  private static final Set<String> LISTS = Set.of("entities", "outputs", "prompting_process");

  private final ImportSettings settings;
  private final RunFiles files;
  private final String folderName;

  /**
   * Prepares to read.
   *
   * @param folderName the name of the folder itself, which is the id where nothing else tells one
   */
  RunFolder(ImportSettings settings, RunFiles files, String folderName) {
    this.settings = settings;
    this.files = files;
    this.folderName = folderName;
  }

  /** An element of one of the lists. */
  private record Entry(String key, JsonValue raw, boolean inProcess) {
    @Nullable String time() {
      return raw instanceof JsonObject entity
          ? entity.value("timestamp").flatMap(JsonValue::asScalarText).orElse(null)
          : null;
    }

    Optional<Long> sequence() {
      return raw instanceof JsonObject entity
              && entity.get("sequence").orElse(JsonNull.NULL) instanceof JsonNumber number
          ? number.longValue()
          : Optional.empty();
    }
  }

  /**
   * Reads the run.
   *
   * @param file metadata.json as a text, or null where there is none that can be read
   * @param parsed what it says
   */
  ExecutionDraft read(
      @Nullable SourceFile file, @Nullable FileText text, LenientJson.Parsed parsed) {
    JsonObject metadata = parsed.object();
    String id =
        metadata
            .value("run_id")
            .flatMap(JsonValue::asScalarText)
            .filter(value -> !value.isBlank())
            .orElse(folderName);
    String source = file == null ? files.folder() : file.name();
    ExecutionDraft draft =
        new ExecutionDraft(id, SourceForm.RUN_FOLDER, source, text == null ? "" : text.digest());
    if (file != null) {
      Claims.metadata(files, draft, file, text, parsed);
    }
    head(draft, metadata);
    EntityItems items = new EntityItems(settings, files, id);
    for (Entry entry : entries(metadata)) {
      draft.items().add(items.item(entry.key, entry.raw, entry.inProcess));
    }
    headData(draft);
    new LeftOverFiles(settings, files, draft).add(metadata);
    LoopCounter.number(draft.items());
    DerivedEnd.add(draft, metadata, true);
    return draft;
  }

  private void head(ExecutionDraft draft, JsonObject metadata) {
    metadata.forEach(
        (name, value) -> {
          boolean list = LISTS.contains(name) && value instanceof JsonArray;
          if (!list && !(name.equals("run_id") && value.asScalarText().isPresent())) {
            draft.putRaw(name, value);
          }
        });
    for (String name : List.of("schema", "latent_lab_tool")) {
      if (!draft.hasHead("config_name")) {
        metadata.value(name).ifPresent(value -> draft.putRaw("config_name", value));
      }
    }
    FileNames.runMillis(draft.id())
        .or(() -> FileNames.runMillis(folderName))
        .ifPresent(millis -> runTime(draft, millis));
    device(draft);
  }

  /** The id holds the only time that does not depend on a zone. */
  private static void runTime(ExecutionDraft draft, long millis) {
    String time = Instant.ofEpochMilli(millis).toString();
    draft.putRaw("run_started_at", new JsonValue.JsonString(time));
    if (!draft.hasHead("timestamp")) {
      draft.putRaw("timestamp", new JsonValue.JsonString(time));
      draft.derived("timestamp from the run's id");
    }
  }

  /** {@code …/YYYY-MM-DD/<device>/<run>}. */
  private void device(ExecutionDraft draft) {
    Path device = files.path().getParent();
    if (device == null || draft.hasHead("device_id")) {
      return;
    }
    Path day = device.getParent();
    if (day != null && FileNames.isDay(String.valueOf(day.getFileName()))) {
      draft.putRaw("device_id", new JsonValue.JsonString(String.valueOf(device.getFileName())));
      draft.derived("device_id from the folder");
    }
  }

  private List<Entry> entries(JsonObject metadata) {
    List<Entry> entities = list(metadata, "entities", false);
    entities.addAll(list(metadata, "outputs", false));
    List<Entry> process = list(metadata, "prompting_process", true);
    return TimeOrder.merge(process, entities, Entry::time, settings.zone());
  }

  /** Returns a list in the order of its numbers, or as it stands where they do not tell. */
  private static List<Entry> list(JsonObject metadata, String name, boolean inProcess) {
    List<Entry> entries = new ArrayList<>();
    if (metadata.get(name).orElse(JsonNull.NULL) instanceof JsonArray array) {
      Map<String, Integer> seen = new HashMap<>();
      int place = 0;
      for (JsonValue raw : array.elements()) {
        place++;
        Entry unnamed = new Entry("", raw, inProcess);
        String key = name + "/" + unnamed.sequence().map(String::valueOf).orElse("at-" + place);
        int times = seen.merge(key, 1, Integer::sum);
        entries.add(new Entry(times == 1 ? key : key + "-" + times, raw, inProcess));
      }
      Set<Long> numbers = new HashSet<>();
      boolean told = entries.stream().allMatch(e -> e.sequence().filter(numbers::add).isPresent());
      if (told) {
        entries.sort(Comparator.comparing(e -> e.sequence().orElse(0L)));
      }
    }
    return entries;
  }

  /** What {@code config_used} and {@code model_used} say of the whole run goes into its head. */
  private static void headData(ExecutionDraft draft) {
    Map<String, JsonValue> heads = new LinkedHashMap<>();
    for (ItemDraft item : draft.items()) {
      if (item.itemType().equals("config_used") || item.itemType().equals("model_used")) {
        String text = item.string("content").orElse("");
        LenientJson.Parsed parsed = LenientJson.parse(text);
        boolean json = parsed.isWhole() && parsed.value() != null;
        heads.putIfAbsent(
            item.itemType(),
            json && parsed.value() != null ? parsed.value() : new JsonValue.JsonString(text));
      }
    }
    if (heads.isEmpty()) {
      return;
    }
    draft.putRaw("imported_head", JsonObject.of(heads));
    if (heads.get("config_used") instanceof JsonObject config) {
      name(config)
          .filter(v -> !draft.hasHead("config_name"))
          .ifPresent(v -> draft.putRaw("config_name", v));
      config
          .string("pipeline")
          .ifPresent(v -> draft.putRaw("pipeline", new JsonValue.JsonString(v)));
      if (config.get("media_preferences").orElse(JsonNull.NULL) instanceof JsonObject media) {
        media.value("output_configs").ifPresent(v -> draft.putRaw("output_configs", v));
      }
    }
  }

  private static Optional<JsonValue> name(JsonObject config) {
    return config.value("config_name").or(() -> config.value("name"));
  }
}
