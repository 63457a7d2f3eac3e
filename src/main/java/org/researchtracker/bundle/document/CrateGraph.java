package org.researchtracker.bundle.document;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.researchtracker.model.JsonText;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonArray;
import org.researchtracker.model.JsonValue.JsonObject;

/**
 * Writes the graph of a crate entity by entity, one a line, so that memory does not grow with it.
 * Not thread-safe.
 */
final class CrateGraph {
  private final Appendable out;
  private final Set<String> shared = new HashSet<>();
  private String separator = "\n";

  CrateGraph(Appendable out) {
    this.out = out;
  }

  /** Returns a reference to an entity. */
  static JsonObject reference(String id) {
    return JsonObject.builder().put("@id", id).build();
  }

  /** Returns references to entities: one as it is, several as an array. */
  static JsonValue references(List<String> ids) {
    return ids.size() == 1
        ? reference(ids.get(0))
        : new JsonArray(ids.stream().<JsonValue>map(CrateGraph::reference).toList());
  }

  /** Returns a builder of an entity with id and type. */
  static JsonObject.Builder entity(String id, String type) {
    return JsonObject.builder().put("@id", id).put("@type", type);
  }

  /** Writes an entity. */
  void add(JsonObject.Builder entity) throws IOException {
    out.append(separator).append(JsonText.compact(entity.build()));
    separator = ",\n";
  }

  /**
   * Returns whether an entity that several others refer to is yet to be written; once it says so.
   */
  boolean isNew(String id) {
    return shared.add(id);
  }

  /** Begins an entity whose members {@link #list} completes and {@link #close} ends. */
  void open(JsonObject.Builder entity) throws IOException {
    String json = JsonText.compact(entity.build());
    out.append(separator).append(json, 0, json.length() - 1);
    separator = ",\n";
  }

  /** Takes ids one after another. */
  interface Sink {
    void take(String id) throws IOException;
  }

  /** Gives ids one after another. */
  interface Source {
    void giveTo(Sink sink) throws IOException;
  }

  /** Adds references to the open entity, one a line. */
  void list(String name, Source source) throws IOException {
    StringBuilder key = new StringBuilder(",");
    JsonText.writeString(name, key);
    out.append(key).append(":[");
    boolean[] first = {true};
    source.giveTo(
        id -> {
          out.append(first[0] ? "\n" : ",\n").append(JsonText.compact(reference(id)));
          first[0] = false;
        });
    out.append("]");
  }

  /** Ends the open entity. */
  void close() throws IOException {
    out.append('}');
  }
}
