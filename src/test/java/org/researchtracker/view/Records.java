package org.researchtracker.view;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.researchtracker.model.ExecutionHead;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.ExecutionRecord;
import org.researchtracker.model.ItemType;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonNumber;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.MediaType;

/** Builds records by hand, with the least that a test has to say. */
final class Records {
  private final JsonObject.Builder head = JsonObject.builder();
  private final List<ExecutionItem> items = new ArrayList<>();
  private JsonObject extra = JsonObject.EMPTY;

  /** The design's own example. */
  static ExecutionRecord design() {
    JsonObject safe = JsonObject.builder().put("safe", true).build();
    return new Records()
        .head("config_name", "image_comparison")
        .add(item("user_input_text").content("Eine Blume"))
        .add(item("translation_result").content("A flower"))
        .add(item("stage1_safety_check").metadata(safe))
        .add(item("interception_result").content("BLUME! CHAOS!"))
        .add(item("stage3_safety_check").index(1).config("sd35_large").metadata(safe))
        .add(
            item("output_image")
                .index(1)
                .config("sd35_large")
                .path("/exports/img1.png")
                .prompt("xyz1"))
        .add(item("stage3_safety_check").index(2).config("gpt5_image").metadata(safe))
        .add(
            item("output_image")
                .index(2)
                .config("gpt5_image")
                .path("https://...")
                .metadata(JsonObject.builder().put("url", "...").build()))
        .build();
  }

  static Item item(String type) {
    return new Item(type);
  }

  Records head(String name, String value) {
    head.put(name, value);
    return this;
  }

  Records head(String name, JsonValue value) {
    head.put(name, value);
    return this;
  }

  Records announced(String... configs) {
    return head("output_configs", JsonValue.ofStrings(List.of(configs)));
  }

  Records extra(JsonObject fields) {
    extra = fields;
    return this;
  }

  Records add(Item item) {
    items.add(item.build(items.size() + 1L));
    return this;
  }

  ExecutionRecord build() {
    return new ExecutionRecord(new ExecutionHead("abc-123", head.build(), extra), items);
  }

  /** An item under construction; its number is its place, its time follows from its number. */
  static final class Item {
    private final String type;
    private @Nullable Integer stage;
    private @Nullable Long index;
    private @Nullable Long pass;
    private @Nullable String media;
    private @Nullable String content;
    private @Nullable String path;
    private @Nullable String config;
    private @Nullable String model;
    private @Nullable String prompt;
    private @Nullable String backend;
    private @Nullable String time;
    private @Nullable JsonNumber seconds;
    private JsonObject metadata = JsonObject.EMPTY;
    private JsonObject extra = JsonObject.EMPTY;

    private Item(String type) {
      this.type = type;
    }

    Item stage(int value) {
      stage = value;
      return this;
    }

    Item index(long value) {
      index = value;
      return this;
    }

    Item pass(long value) {
      pass = value;
      return this;
    }

    Item media(String value) {
      media = value;
      return this;
    }

    Item content(String value) {
      content = value;
      return this;
    }

    Item path(String value) {
      path = value;
      return this;
    }

    Item config(String value) {
      config = value;
      return this;
    }

    Item model(String value) {
      model = value;
      return this;
    }

    Item prompt(String value) {
      prompt = value;
      return this;
    }

    Item backend(String value) {
      backend = value;
      return this;
    }

    Item time(String value) {
      time = value;
      return this;
    }

    Item seconds(String value) {
      seconds = new JsonNumber(value);
      return this;
    }

    Item metadata(JsonObject value) {
      metadata = value;
      return this;
    }

    Item meta(String key, String value) {
      metadata = JsonObject.builder().putAll(metadata).put(key, value).build();
      return this;
    }

    Item safe(boolean value) {
      metadata = JsonObject.builder().putAll(metadata).put("safe", value).build();
      return this;
    }

    Item extra(JsonObject value) {
      extra = value;
      return this;
    }

    ExecutionItem build(long number) {
      ItemType itemType = ItemType.of(type);
      return new ExecutionItem(
          number,
          time == null ? String.format("2025-11-03T14:30:%02d", 20 + number) : time,
          stage == null ? ExecutionItem.impliedStage(itemType, metadata) : stage,
          index,
          pass,
          media == null ? ExecutionItem.impliedMediaType(itemType) : MediaType.of(media),
          itemType,
          content,
          path,
          config,
          model,
          prompt,
          backend,
          seconds,
          metadata,
          extra);
    }
  }
}
