package org.researchtracker.bundle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.researchtracker.bundle.document.BundleDescription;
import org.researchtracker.bundle.document.BundleDocument;
import org.researchtracker.bundle.document.BundleDocuments;
import org.researchtracker.media.MediaResolver;
import org.researchtracker.media.MediaRoots;
import org.researchtracker.media.PathMap;
import org.researchtracker.model.ExecutionHead;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.ExecutionRecord;
import org.researchtracker.model.ItemType;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.MediaType;
import org.researchtracker.view.CsvStyle;

/** A folder with media, records that name them, and what it takes to bundle both. */
final class Workshop {
  static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

  private final Path folder;
  private final Path exports;
  private final List<ExecutionRecord> records = new ArrayList<>();
  private BundleProgress progress = BundleProgress.NONE;

  /** Begins with no record; media go into {@code exports} below this folder. */
  Workshop(Path folder) throws IOException {
    this.folder = folder;
    this.exports = Files.createDirectories(folder.resolve("exports"));
  }

  Path folder() {
    return folder;
  }

  Path exports() {
    return exports;
  }

  Path target(String name) {
    return folder.resolve(name);
  }

  Workshop hears(BundleProgress listener) {
    progress = listener;
    return this;
  }

  /** Puts a medium down. */
  Path medium(String name, byte[] bytes) throws IOException {
    Path file = exports.resolve(name);
    Files.createDirectories(file.resolveSibling("."));
    return Files.write(file, bytes);
  }

  /** Adds an execution whose items are numbered as they come. */
  Workshop execution(String id, Item... items) {
    return execution(id, JsonObject.builder().put("device_id", "tablet-01").build(), items);
  }

  Workshop execution(String id, JsonObject head, Item... items) {
    List<ExecutionItem> numbered = new ArrayList<>();
    for (Item item : items) {
      numbered.add(item.numbered(numbered.size() + 1L));
    }
    records.add(new ExecutionRecord(new ExecutionHead(id, head, JsonObject.EMPTY), numbered));
    return this;
  }

  /** Adds a record as it is. */
  Workshop record(ExecutionRecord record) {
    records.add(record);
    return this;
  }

  /** Two executions with texts in three scripts, one picture, one that is not there. */
  static Workshop small(Path folder) throws IOException {
    Workshop workshop = new Workshop(folder);
    workshop.medium("img1.png", Pictures.png(3000, 1));
    return workshop
        .execution(
            "run-1",
            JsonObject.builder()
                .put("config_name", "dada")
                .put("timestamp", "2025-11-03T14:30:21+01:00")
                .put("user_id", "u7")
                .put("device_id", "Tablet 3")
                .build(),
            Item.of("user_input_text").content("Eine Blume, \"rot\"\n雨 🌧"),
            Item.of("interception_result").content("=BLUME! CHAOS!"),
            Item.of("output_image").path("img1.png").config("sd35_large").index(1),
            Item.of("pipeline_complete"))
        .execution(
            "run-2",
            JsonObject.builder().put("timestamp", "2025-11-03T15:00:00").build(),
            Item.of("user_input_text").content("İstanbul ılık"),
            Item.of("output_image").path("gone.png").config("sd35_large").index(1));
  }

  RecordSource source() {
    return visitor -> {
      for (ExecutionRecord record : records) {
        visitor.visit(record);
      }
    };
  }

  BundleWriter writer() {
    return writer(BundleDocuments.of(CsvStyle.FAITHFUL));
  }

  BundleWriter writer(List<BundleDocument> documents) {
    MediaResolver resolver =
        new MediaResolver(MediaRoots.of(List.of(exports)), PathMap.none(), List.of());
    BundleOrigin origin = new BundleOrigin("0.1.0", ZONE, BundleDescription.NONE, JsonObject.EMPTY);
    return new BundleWriter(resolver, origin, documents, progress);
  }

  BundleResult write(String name) {
    return write(name, BundleOptions.DEFAULT);
  }

  BundleResult write(String name, BundleOptions options) {
    return writer().writeTo(target(name), source(), options);
  }

  /** Writes to a stream; returns what came out of it. */
  byte[] stream(BundleOptions options) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writer().writeTo(out, folder, source(), options);
    return out.toByteArray();
  }

  /** Returns the names in the folder, but for the media's. */
  List<String> names() throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> !name.equals("exports"))
          .sorted()
          .toList();
    }
  }

  /** Reads a ZIP with another reader: entries below the root folder, by path. */
  static Map<String, byte[]> unzip(Path file) throws IOException {
    Map<String, byte[]> entries = new TreeMap<>();
    try (ZipFile zip = ZipFile.builder().setPath(file).get()) {
      for (var all = zip.getEntries(); all.hasMoreElements(); ) {
        ZipArchiveEntry entry = all.nextElement();
        try (var in = zip.getInputStream(entry)) {
          entries.put(entry.getName().replaceFirst("^[^/]+/", ""), in.readAllBytes());
        }
      }
    }
    return entries;
  }

  /** An item before it has its number. */
  static final class Item {
    private final String type;
    private @Nullable String content;
    private @Nullable String path;
    private @Nullable String config;
    private @Nullable Long index;
    private JsonObject metadata = JsonObject.EMPTY;
    private JsonObject extra = JsonObject.EMPTY;

    private Item(String type) {
      this.type = type;
    }

    static Item of(String type) {
      return new Item(type);
    }

    Item content(String text) {
      content = text;
      return this;
    }

    Item path(String file) {
      path = file;
      return this;
    }

    Item config(String name) {
      config = name;
      return this;
    }

    Item index(long number) {
      index = number;
      return this;
    }

    Item metadata(JsonObject json) {
      metadata = json;
      return this;
    }

    Item extra(JsonObject json) {
      extra = json;
      return this;
    }

    ExecutionItem numbered(long number) {
      ItemType itemType = ItemType.of(type);
      return new ExecutionItem(
          number,
          null,
          ExecutionItem.impliedStage(itemType, metadata),
          index,
          null,
          itemType.isOutput() ? MediaType.IMAGE : MediaType.TEXT,
          itemType,
          content,
          path,
          config,
          null,
          null,
          null,
          null,
          metadata,
          extra);
    }
  }
}
