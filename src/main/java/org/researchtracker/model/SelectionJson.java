package org.researchtracker.model;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.researchtracker.model.JsonValue.JsonObject;

/**
 * Writes down a selection as it was understood, in an order that does not depend on how it was
 * typed.
 */
public final class SelectionJson {
  private SelectionJson() {}

  /** Returns the selection as JSON; choices that take everything are not in it. */
  public static JsonObject of(Selection selection) {
    JsonObject.Builder json = JsonObject.builder();
    selection.ids().ifPresent(ids -> json.put("ids", JsonValue.ofStrings(sorted(ids))));
    put(json, "config", selection.config());
    put(json, "output_config", selection.outputConfig());
    put(json, "model", selection.model());
    put(json, "item_type", selection.itemType());
    put(json, "media_type", selection.mediaType());
    put(json, "stage", selection.stage());
    put(json, "output_config_index", selection.outputConfigIndex());
    put(json, "status", selection.status());
    put(json, "session", selection.session());
    put(json, "user", selection.user());
    put(json, "device", selection.device());
    put(json, "since", selection.time().from());
    put(json, "until", selection.time().until());
    put(json, "on", selection.days());
    selection.text().map(TextQuery::text).ifPresent(text -> json.put("text", text));
    return json.build();
  }

  private static void put(JsonObject.Builder json, String name, Choice choice) {
    if (!choice.isAny()) {
      List<String> words = sorted(choice.wanted());
      sorted(choice.barred()).forEach(word -> words.add("!" + word));
      json.put(name, JsonValue.ofStrings(words));
    }
  }

  private static void put(JsonObject.Builder json, String name, @Nullable Instant instant) {
    if (instant != null) {
      json.put(name, Timestamps.format(instant, ZoneOffset.UTC));
    }
  }

  private static void put(JsonObject.Builder json, String name, TimeChoice days) {
    if (!days.isAny()) {
      TreeSet<String> words = new TreeSet<>();
      days.wanted().forEach(range -> words.add(text(range)));
      days.barred().forEach(range -> words.add("!" + text(range)));
      json.put(name, JsonValue.ofStrings(new ArrayList<>(words)));
    }
  }

  private static String text(TimeRange range) {
    return text(range.from()) + ".." + text(range.until());
  }

  private static String text(@Nullable Instant instant) {
    return instant == null ? "" : Timestamps.format(instant, ZoneOffset.UTC);
  }

  private static List<String> sorted(Iterable<String> words) {
    TreeSet<String> set = new TreeSet<>();
    words.forEach(set::add);
    return new ArrayList<>(set);
  }
}
