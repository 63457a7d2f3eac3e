package org.researchtracker.archive;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonArray;
import org.researchtracker.model.JsonValue.JsonObject;

/**
 * What a close look at the media of a unit came to, by which later runs tell without reading any
 * whether to look again.
 *
 * @param missing those that were not to be had
 * @param files the files of the others, by their paths, and how each looked: see {@link FileLook}
 */
record MediaNote(List<MissingMedium> missing, Map<String, String> files) {
  static final MediaNote NONE = new MediaNote(List.of(), Map.of());

  MediaNote {
    missing = List.copyOf(missing);
    files = Map.copyOf(files);
  }

  /** Adds the members of a line of the ledger. */
  void put(JsonObject.Builder line, UnitKey unit) {
    if (!missing.isEmpty()) {
      List<JsonValue> all = new ArrayList<>(missing.size());
      missing.forEach(medium -> all.add(medium.toJson(unit)));
      line.put("missing", new JsonArray(all));
    }
    if (!files.isEmpty()) {
      JsonObject.Builder looks = JsonObject.builder();
      files.keySet().stream().sorted().forEach(path -> looks.put(path, files.get(path)));
      line.put("files", looks.build());
    }
  }
}
