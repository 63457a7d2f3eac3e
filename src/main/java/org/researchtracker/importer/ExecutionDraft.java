package org.researchtracker.importer;

import java.util.ArrayList;
import java.util.List;
import org.researchtracker.model.ExecutionHead;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonNull;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.JsonValue.JsonString;

/** An execution while it is put together from one source. Not thread-safe. */
final class ExecutionDraft {
  /** The head field that says where an execution came from. */
  static final String ORIGIN = "imported_from";

  private final String id;
  private final SourceForm form;
  private final String source;
  private final String digest;
  private final JsonObject.Builder head = JsonObject.builder();
  private final JsonObject.Builder extra = JsonObject.builder();
  private final JsonObject.Builder aside = JsonObject.builder();
  private final JsonObject.Builder origin = JsonObject.builder();
  private final List<ItemDraft> items = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final List<JsonValue> derived = new ArrayList<>();

  /**
   * Begins an execution.
   *
   * @param source the file that describes it, relative to the folder that was named
   * @param digest SHA-256 of that file, lower-case hex; empty where there is no file
   */
  ExecutionDraft(String id, SourceForm form, String source, String digest) {
    this.id = id;
    this.form = form;
    this.source = source;
    this.digest = digest;
  }

  String id() {
    return id;
  }

  SourceForm form() {
    return form;
  }

  String source() {
    return source;
  }

  List<ItemDraft> items() {
    return items;
  }

  List<String> notes() {
    return notes;
  }

  void note(String text) {
    notes.add(text);
  }

  /** Says that a field was not recorded but follows from something else. */
  void derived(String what) {
    derived.add(new JsonString(what));
  }

  /** Says that the source was not read to its end. */
  void incomplete(String fault) {
    origin.put("incomplete", fault);
  }

  /**
   * Puts a field as the source has it: a head field where its value fits, else an unknown field, or
   * aside where the log format would read it otherwise.
   */
  void putRaw(String name, JsonValue value) {
    if (value.equals(JsonNull.NULL)) {
      return;
    }
    if (ExecutionHead.isField(name)) {
      if (ExecutionHead.misfit(name, value).isEmpty()) {
        head.put(name, value);
        return;
      }
      JsonValue text = value.asScalarText().<JsonValue>map(JsonString::new).orElse(JsonNull.NULL);
      if (ExecutionHead.misfit(name, text).isEmpty() && !text.equals(JsonNull.NULL)) {
        head.put(name, text);
      }
      aside.put(name, value);
    } else if (Misfits.isReserved(name)) {
      aside.put(name, value);
    } else {
      extra.put(name, value);
    }
  }

  /** Puts a value aside under its own name, because another one stands in its place. */
  void aside(String name, JsonValue value) {
    aside.put(name, value);
  }

  boolean hasHead(String name) {
    return head.has(name);
  }

  /** Returns the head fields, then the unknown ones, then where they came from. */
  JsonObject fields() {
    JsonObject known = head.build();
    head.putAll(known);
    JsonObject unknown = extra.build();
    extra.putAll(unknown);
    JsonObject put = aside.build();
    aside.putAll(put);
    JsonObject more = origin.build();
    origin.putAll(more);
    JsonObject.Builder from =
        JsonObject.builder()
            .put("form", form.word())
            .put("file", source)
            .put("sha256", digest.isEmpty() ? null : digest)
            .putAll(more);
    if (!derived.isEmpty()) {
      from.put("derived", new JsonValue.JsonArray(derived));
    }
    JsonObject.Builder all = JsonObject.builder();
    for (String name : ExecutionHead.FIELDS) {
      known.get(name).ifPresent(value -> all.put(name, value));
    }
    all.putAll(unknown);
    Misfits.addTo(all, put);
    return all.put(ORIGIN, from.build()).build();
  }
}
