package org.researchtracker.bundle.document;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.researchtracker.log.JsonReader;
import org.researchtracker.media.MissingReason;
import org.researchtracker.model.ExecutionHead;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.ExecutionRecord;
import org.researchtracker.model.ItemType;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonArray;
import org.researchtracker.model.JsonValue.JsonNumber;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.MediaType;
import org.researchtracker.view.CsvStyle;

/**
 * Executions by hand and what the documents need besides, without a file: sizes and digests are
 * made up.
 */
public final class SampleBundle {
  static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

  private static final String DIGEST =
      "5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9";

  private final List<BundledExecution> executions = new ArrayList<>();
  private BundleDescription description = BundleDescription.NONE;
  private boolean mediaLeftOut;

  /** A pupil's text and picture, a passed and a blocked output, a missing one, and an error. */
  static SampleBundle workshop() {
    return new SampleBundle()
        .add(
            """
            {"execution_id":"e-1","config_name":"dada","timestamp":"2025-11-03T09:05:00+01:00",
             "user_id":"user-2","device_id":"tablet-02","session_id":"s-1",
             "output_configs":["sd35_large","flux1_dev","gpt5_image"],"items":[
             {"item_type":"pipeline_start","timestamp":"2025-11-03T09:05:01+01:00"},
             {"item_type":"user_input_text","content":"Ein Hut, der <niest> & lacht 🎩",
              "timestamp":"2025-11-03T09:05:02+01:00","metadata":{"input_language":"de"}},
             {"item_type":"user_input_image","file_path":"up/hut.jpg"},
             {"item_type":"translation_result","content":"A hat that sneezes",
              "model_used":"mistral-nemo","execution_time":1.5,
              "timestamp":"2025-11-03T09:05:04.250+01:00","metadata":{"to_language":"en"}},
             {"item_type":"stage1_safety_check","metadata":{"safe":true},"model_used":"guard:8b"},
             {"item_type":"interception_result","content":"HUT! HUT!","config_used":"dada"},
             {"item_type":"stage3_safety_check","output_config_index":1,
              "config_used":"sd35_large","metadata":{"safe":true}},
             {"item_type":"output_image","output_config_index":1,"config_used":"sd35_large",
              "model_used":"sd3.5","file_path":"a.png","execution_time":11.30,
              "metadata":{"seed":5150,"width":640,"height":480}},
             {"item_type":"stage3_blocked","output_config_index":2,"config_used":"flux1_dev",
              "metadata":{"reason":"someone could get hurt"}},
             {"item_type":"output_image","output_config_index":3,"config_used":"gpt5_image",
              "file_path":"https://media.example.org/x.png"},
             {"item_type":"pipeline_complete","timestamp":"2025-11-03T09:06:00+01:00"}]}
            """)
        .included(3, "03_user_input_image.jpg", "image/jpeg", "hut.jpg")
        .included(8, "08_output_image_1_sd35_large.png", "image/png", "a.png")
        .missing(10, MissingReason.NOT_FETCHED)
        .add(
            """
            {"execution_id":"e-2","items":[
             {"item_type":"user_input_text","content":"حديقة"},
             {"item_type":"output_music","output_config_index":1,"file_path":"m.wav"},
             {"item_type":"output_video","output_config_index":2,"file_path":"m.mp4"},
             {"item_type":"output_3d","output_config_index":3,"file_path":"m.glb"},
             {"item_type":"pipeline_error","metadata":{"error_message":"out of memory"}}]}
            """)
        .included(2, "02_output_music_1.mp3", "audio/mpeg", "m.wav")
        .included(3, "03_output_video_2.mp4", "video/mp4", "m.mp4")
        .included(4, "04_output_3d_3.glb", "model/gltf-binary", "m.glb");
  }

  SampleBundle add(String recordLine) {
    return add(record(recordLine), "e-" + (executions.size() + 1));
  }

  /** Adds an execution whose folder is named after something harmless, as in every bundle. */
  SampleBundle add(ExecutionRecord record, String folder) {
    executions.add(
        new BundledExecution(
            record, "executions/" + folder, "texts/" + folder + ".txt", new TreeMap<>()));
    return this;
  }

  SampleBundle included(long number, String name, String mimeType, String originalName) {
    BundledExecution last = executions.get(executions.size() - 1);
    last.media()
        .put(
            number,
            new BundledMedium(
                number,
                Optional.empty(),
                Optional.of(last.folder() + "/" + name),
                Optional.of(mimeType),
                OptionalLong.of(3542),
                Optional.of(DIGEST + DIGEST),
                Optional.of(DIGEST),
                Optional.of(originalName),
                Optional.empty(),
                Optional.empty()));
    return this;
  }

  SampleBundle missing(long number, MissingReason reason) {
    executions
        .get(executions.size() - 1)
        .media()
        .put(
            number,
            new BundledMedium(
                number,
                Optional.of(reason),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    return this;
  }

  public SampleBundle describedAs(BundleDescription given) {
    description = given;
    return this;
  }

  SampleBundle withoutMedia() {
    mediaLeftOut = true;
    executions.forEach(execution -> execution.media().clear());
    return this;
  }

  /** Returns the text of the document at this path. */
  String document(String path) throws IOException {
    return document(path, CsvStyle.FAITHFUL);
  }

  String document(String path, CsvStyle style) throws IOException {
    for (BundleDocument document : BundleDocuments.of(style)) {
      if (document.path().equals(path)) {
        StringBuilder out = new StringBuilder();
        document.write(material(), out);
        return out.toString();
      }
    }
    throw new IllegalArgumentException(path);
  }

  /** Returns the JSON document at this path. */
  JsonObject json(String path) throws IOException {
    return (JsonObject) JsonReader.read(document(path)).orElseThrow();
  }

  BundleDocument.Material material() {
    return new BundleDocument.Material(
        visitor -> {
          for (BundledExecution execution : executions) {
            visitor.visit(execution);
          }
        },
        facts(),
        visitor -> {
          for (String path : paths()) {
            visitor.visit(new PayloadFile(path, 3542, DIGEST + DIGEST, DIGEST));
          }
        });
  }

  /** Returns the paths of the payload but for the crate's own. */
  Set<String> paths() {
    TreeSet<String> paths = new TreeSet<>(List.of("records.jsonl"));
    BundleTables.all().forEach(table -> paths.add(table.path()));
    for (BundleDocument document : BundleDocuments.of(CsvStyle.FAITHFUL)) {
      if (document.isPayload() && !document.path().equals("ro-crate-metadata.json")) {
        paths.add(document.path());
      }
    }
    for (BundledExecution execution : executions) {
      paths.add(execution.folder() + "/record.json");
      paths.add(execution.folder() + "/journey.txt");
      paths.add(execution.transcript());
      execution.media().values().forEach(medium -> medium.path().ifPresent(paths::add));
    }
    return paths;
  }

  public BundleFacts facts() {
    Map<MissingReason, Long> missing = new EnumMap<>(MissingReason.class);
    long included = 0;
    long items = 0;
    for (BundledExecution execution : executions) {
      items += execution.record().items().size();
      for (BundledMedium medium : execution.media().values()) {
        medium.reason().ifPresent(reason -> missing.merge(reason, 1L, Long::sum));
        included += medium.isIncluded() ? 1 : 0;
      }
    }
    return new BundleFacts(
        "Sample",
        DIGEST,
        "urn:uuid:5feceb66-ffc8-8f38-9952-786c6d696c79",
        LocalDate.of(2025, 11, 3),
        Instant.parse("2025-11-03T08:06:00Z"),
        ZONE,
        "0.1.0",
        executions.size(),
        items,
        included,
        missing,
        mediaLeftOut,
        true,
        true,
        false,
        description,
        JsonObject.builder().put("tracker_version", "0.1.0").build(),
        List.of());
  }

  /** Returns the record of a record line whose items need no number. */
  static ExecutionRecord record(String line) {
    JsonObject json = (JsonObject) JsonReader.read(line).orElseThrow();
    Map<String, JsonValue> head = new LinkedHashMap<>(json.members());
    head.remove("items");
    head.remove("execution_id");
    List<ExecutionItem> items = new ArrayList<>();
    for (JsonValue item : ((JsonArray) json.get("items").orElseThrow()).elements()) {
      items.add(item((JsonObject) item, items.size() + 1));
    }
    return new ExecutionRecord(
        new ExecutionHead(
            json.string("execution_id").orElseThrow(), JsonObject.of(head), JsonObject.EMPTY),
        items);
  }

  private static ExecutionItem item(JsonObject json, long number) {
    ItemType type = ItemType.of(json.string("item_type").orElseThrow());
    JsonObject metadata = json.get("metadata").map(JsonObject.class::cast).orElse(JsonObject.EMPTY);
    @Nullable MediaType media =
        json.string("media_type")
            .map(MediaType::of)
            .orElseGet(() -> ExecutionItem.impliedMediaType(type));
    return new ExecutionItem(
        number,
        json.string("timestamp").orElse(null),
        ExecutionItem.impliedStage(type, metadata),
        number(json, "output_config_index"),
        number(json, "stage_iteration"),
        media,
        type,
        json.string("content").orElse(null),
        json.string("file_path").orElse(null),
        json.string("config_used").orElse(null),
        json.string("model_used").orElse(null),
        json.string("prompt_id").orElse(null),
        json.string("backend_type").orElse(null),
        (JsonNumber) json.get("execution_time").orElse(null),
        metadata,
        JsonObject.EMPTY);
  }

  private static @Nullable Long number(JsonObject json, String key) {
    return json.get(key).flatMap(value -> ((JsonNumber) value).longValue()).orElse(null);
  }
}
