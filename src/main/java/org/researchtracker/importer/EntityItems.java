package org.researchtracker.importer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.researchtracker.importer.EntityTypes.Meaning;
import org.researchtracker.importer.FileVerdict.Kind;
import org.researchtracker.model.ItemType;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonBoolean;
import org.researchtracker.model.JsonValue.JsonNull;
import org.researchtracker.model.JsonValue.JsonNumber;
import org.researchtracker.model.JsonValue.JsonObject;

/** Turns the entities of one run, with their files, into items. Not thread-safe. */
final class EntityItems {
  private static final Set<String> BRANCHES =
      Set.of("stage1_safety_check", "stage3_safety_check", "error");

  private final ImportSettings settings;
  private final RunFiles files;
  private final String executionId;

  EntityItems(ImportSettings settings, RunFiles files, String executionId) {
    this.settings = settings;
    this.files = files;
    this.executionId = executionId;
  }

  /**
   * What a file holds, as far as an item takes it.
   *
   * @param note what was not read as it stands there
   * @param fault why nothing could be read at all; else empty
   * @param pictureTexts the texts in a PNG, by keyword
   */
  private record Content(
      @Nullable String text,
      FileInspector.Kind kind,
      String note,
      String fault,
      Map<String, String> pictureTexts) {
    Content(@Nullable String text, FileInspector.Kind kind, String note) {
      this(text, kind, note, "", Map.of());
    }

    boolean isTold() {
      return text != null && note.isEmpty();
    }
  }

  /**
   * What a file says in JSON.
   *
   * @param notes what was read otherwise than it stands there
   */
  private record Report(JsonObject says, List<String> notes) {
    static final Report NONE = new Report(JsonObject.EMPTY, List.of());
  }

  /**
   * Makes an item of an entity.
   *
   * @param key where the entity stands in its source
   * @param inProcess whether it stands in {@code prompting_process}
   */
  ItemDraft item(String key, JsonValue raw, boolean inProcess) {
    JsonObject entity = raw instanceof JsonObject object ? object : JsonObject.EMPTY;
    String type = type(entity);
    Meaning meaning = EntityTypes.of(type, inProcess);
    Optional<SourceFile> file = files.find(fileName(entity));
    Content content = file.isPresent() ? content(file.get()) : null;
    ItemDraft item =
        new ItemDraft(key, raw.toJson(), Objects.requireNonNullElse(text(content), ""));
    item.put("timestamp", timestamp(entity)).put("content", text(content));
    JsonObject metadata = metadata(entity);
    boolean reports = BRANCHES.contains(branch(type, meaning));
    Report report = reports ? report(text(content)) : Report.NONE;
    boolean merged = meaning(item, type, meaning, metadata, report);
    fields(item, entity);
    medium(item, entity, file, content);
    item.extra("entity", merged || !isObject(entity) ? raw : withoutMetadata(entity));
    file.ifPresent(found -> claim(found, item, content, report.notes));
    return item;
  }

  private static @Nullable String text(@Nullable Content content) {
    return content == null ? null : content.text;
  }

  private static boolean isObject(JsonObject entity) {
    return !entity.isEmpty();
  }

  /** Returns the type, or that of the node that made the entity. */
  static String type(JsonObject entity) {
    return entity
        .string("type")
        .or(() -> entity.string("node_type"))
        .or(() -> entity.string("entity_type"))
        .orElse("");
  }

  private static @Nullable String fileName(JsonObject entity) {
    return entity
        .string("filename")
        .or(() -> entity.string("file"))
        .or(() -> entity.string("file_path"))
        .orElse(null);
  }

  private static @Nullable String timestamp(JsonObject entity) {
    return entity
        .value("timestamp")
        .or(() -> entity.value("created_at"))
        .flatMap(JsonValue::asScalarText)
        .orElse(null);
  }

  private static JsonObject metadata(JsonObject entity) {
    if (entity.value("metadata").orElse(JsonNull.NULL) instanceof JsonObject metadata) {
      return metadata;
    }
    if (entity.get("metadata").isPresent()) {
      return JsonObject.EMPTY;
    }
    // The early form keeps in the output itself what is metadata later.
    JsonObject.Builder own = JsonObject.builder();
    entity.forEach(
        (name, value) -> {
          if (!Set.of("type", "filename", "timestamp", "sequence", "metadata").contains(name)) {
            own.put(name, value);
          }
        });
    return own.build();
  }

  private static JsonObject withoutMetadata(JsonObject entity) {
    JsonObject.Builder rest = JsonObject.builder();
    entity.forEach(
        (name, value) -> {
          boolean taken = name.equals("metadata") && value instanceof JsonObject;
          if (!taken && !name.equals("timestamp")) {
            rest.put(name, value);
          }
        });
    return rest.build();
  }

  /** One file that cannot be read keeps nobody from reading the others. */
  private Content content(SourceFile file) {
    try {
      return readable(file);
    } catch (IOException e) {
      String fault = "cannot be read: " + FolderListing.reason(e);
      return new Content(null, FileInspector.Kind.UNKNOWN, "", fault, Map.of());
    }
  }

  private Content readable(SourceFile file) throws IOException {
    FileInspector.Kind kind = settings.inspector().kind(file.path());
    if (kind == FileInspector.Kind.IMAGE) {
      return new Content(null, kind, "", "", settings.inspector().pngTexts(file.path()));
    }
    if (kind != FileInspector.Kind.TEXT && kind != FileInspector.Kind.UNKNOWN) {
      return new Content(null, kind, "");
    }
    try {
      FileText text = FileText.read(file.path(), settings.maxText());
      if (kind == FileInspector.Kind.UNKNOWN && !text.note().isEmpty()) {
        return new Content(null, kind, "");
      }
      return new Content(text.text(), FileInspector.Kind.TEXT, text.note());
    } catch (FileText.TooLargeException e) {
      return new Content(null, kind, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Sets type, stage, content and metadata; returns whether the metadata is no longer to the letter
   * that of the entity.
   */
  private static boolean meaning(
      ItemDraft item, String type, Meaning meaning, JsonObject metadata, Report report) {
    item.put("item_type", meaning.itemType());
    if (meaning.stage() != EntityTypes.UNKNOWN_STAGE) {
      item.put("stage", meaning.stage());
    } else {
      metadata
          .value("stage")
          .filter(value -> ItemDraft.isInteger(value, 0, 5))
          .ifPresent(value -> item.put("stage", value));
    }
    JsonObject says = report.says;
    JsonObject.Builder all = JsonObject.builder().putAll(says);
    boolean differs = false;
    for (var member : metadata.members().entrySet()) {
      differs |= says.get(member.getKey()).filter(v -> !v.equals(member.getValue())).isPresent();
      if (says.get(member.getKey()).isEmpty()) {
        all.put(member.getKey(), member.getValue());
      }
    }
    JsonObject whole = all.build();
    if (!whole.isEmpty()) {
      item.put("metadata", whole);
    }
    switch (branch(type, meaning)) {
      case "stage1_safety_check" -> check(item, report, whole, "stage1_safety_check");
      case "stage3_safety_check" ->
          check(item, report, whole, isBlocked(whole) ? "stage3_blocked" : "stage3_safety_check");
      case "error" -> error(item, whole);
      default -> {}
    }
    return differs || (!says.isEmpty() && !metadata.isEmpty());
  }

  private static String branch(String type, Meaning meaning) {
    return type.equals("error") ? "error" : meaning.itemType();
  }

  private static Report report(@Nullable String text) {
    LenientJson.Parsed parsed = LenientJson.parse(text == null ? "" : text);
    return parsed.isWhole() ? new Report(parsed.object(), parsed.notes()) : Report.NONE;
  }

  private static boolean isBlocked(JsonObject report) {
    return report.value("blocked").filter(new JsonBoolean(true)::equals).isPresent();
  }

  private static void check(ItemDraft item, Report report, JsonObject whole, String itemType) {
    item.put("item_type", itemType);
    if (!report.says.isEmpty() && report.notes.isEmpty()) {
      // All of the text is in the metadata now, to the letter.
      item.put("content", (String) null);
    }
    if (itemType.equals("stage3_blocked")) {
      whole.string("abort_reason").ifPresent(reason -> item.put("content", reason));
    }
  }

  private static void error(ItemDraft item, JsonObject whole) {
    JsonValue stage = whole.get("stage").orElse(JsonNull.NULL);
    boolean known = ItemDraft.isInteger(stage, 0, 5);
    long number = known ? ((JsonNumber) stage).longValue().orElse(0L) : -1;
    String sort = whole.string("error_type").orElse("");
    boolean blocked = sort.contains("safety") || sort.contains("block");
    if (blocked && number == 1) {
      item.put("item_type", "stage1_blocked");
    } else if (blocked && number == 3) {
      item.put("item_type", "stage3_blocked");
    } else {
      item.put("item_type", "pipeline_error");
    }
    if (known) {
      item.put("stage", number);
    }
    whole
        .string("message")
        .or(() -> whole.string("error_message"))
        .ifPresent(message -> item.put("content", message));
  }

  /**
   * Sets the fields that an item has and an entity keeps in its metadata; in the early form beside
   * it, and of an error in its details.
   */
  private static void fields(ItemDraft item, JsonObject entity) {
    JsonObject metadata = object(item.get("metadata"));
    List<JsonObject> places =
        List.of(metadata, entity, object(metadata.get("details").orElse(null)));
    first(places, "config", "config_id", "config_used").ifPresent(v -> item.put("config_used", v));
    first(places, "model_used", "model").ifPresent(v -> item.put("model_used", v));
    first(places, "backend", "backend_type", "backend_used")
        .ifPresent(v -> item.put("backend_type", v));
    first(places, "prompt_id").ifPresent(v -> item.put("prompt_id", v));
    metadata
        .value("execution_time")
        .filter(JsonNumber.class::isInstance)
        .ifPresent(v -> item.put("execution_time", v));
    for (String name : List.of("iteration", "pass", "stage_iteration")) {
      if (item.itemType().equals("interception_iteration") && item.get("stage_iteration") == null) {
        metadata
            .value(name)
            .filter(v -> ItemDraft.isInteger(v, 1, Long.MAX_VALUE))
            .ifPresent(v -> item.put("stage_iteration", v));
      }
    }
  }

  private static JsonObject object(@Nullable JsonValue value) {
    return value instanceof JsonObject object ? object : JsonObject.EMPTY;
  }

  private static Optional<String> first(List<JsonObject> places, String... names) {
    return places.stream()
        .flatMap(place -> Stream.of(names).flatMap(name -> place.string(name).stream()))
        .findFirst();
  }

  private void medium(
      ItemDraft item, JsonObject entity, Optional<SourceFile> file, @Nullable Content content) {
    boolean told = content != null && content.isTold();
    if (file.isPresent() && !told) {
      item.put("file_path", file.get().name());
    } else if (file.isEmpty() && fileName(entity) != null && mayBeMedium(item)) {
      // Not there: a bundle says so, and finds it when it is.
      String name = files.folder() + "/final/" + fileName(entity);
      item.put("file_path", files.folder().isEmpty() ? "final/" + fileName(entity) : name);
    }
    String sniffed =
        content == null || content.text != null ? "" : EntityTypes.medium(content.kind);
    if (!sniffed.isEmpty() && isNode(entity) && !EntityTypes.isKnown(type(entity))) {
      boolean input = type(entity).contains("input");
      item.put("item_type", input ? "user_input_image" : "output_" + sniffed);
      item.put("stage", input ? 1 : 4);
    }
    mediaType(item, sniffed);
    if (content != null && item.itemType().startsWith("output_")) {
      PromptGraph.fill(item, content.pictureTexts);
    }
  }

  private static boolean mayBeMedium(ItemDraft item) {
    return item.itemType().startsWith("output_") || item.itemType().equals("user_input_image");
  }

  private static boolean isNode(JsonObject entity) {
    return entity.get("type").isEmpty() && entity.get("node_type").isPresent();
  }

  private static void mediaType(ItemDraft item, String sniffed) {
    String named = EntityTypes.medium(item.itemType());
    if (item.itemType().startsWith("output_")
        && !named.isEmpty()
        && !item.itemType().equals("output_" + named)) {
      item.put("media_type", named);
    } else if (named.isEmpty()
        && !sniffed.isEmpty()
        && !item.itemType().equals("user_input_image")) {
      item.put("media_type", sniffed);
    } else if (named.isEmpty() && item.string("content").isPresent() && isOwn(item.itemType())) {
      item.put("media_type", "text");
    }
  }

  private static boolean isOwn(String itemType) {
    return !ItemType.of(itemType).isKnown();
  }

  private void claim(
      SourceFile file, ItemDraft item, @Nullable Content content, List<String> reportNotes) {
    List<String> notes = new ArrayList<>(reportNotes);
    if (content != null && !content.note.isEmpty()) {
      notes.add(content.note);
    }
    boolean medium = item.string("file_path").isPresent();
    String fault = content == null ? "" : content.fault;
    FileVerdict.Kind kind = !fault.isEmpty() ? Kind.REFUSED : medium ? Kind.MEDIUM : Kind.IMPORTED;
    files.claim(
        new FileVerdict(
            file.name(),
            kind,
            fault,
            Optional.of(SourceForm.RUN_FOLDER),
            Optional.of(executionId),
            notes));
  }
}
