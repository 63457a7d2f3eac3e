package org.researchtracker.log;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonObject;

/** An item that has each field there is. */
final class EveryField {
  /** All of them, under their canonical names. */
  static final String ALL =
      """
      {"sequence_number":7,"timestamp":"t","stage":4,"output_config_index":2,"stage_iteration":3,\
      "media_type":"image","item_type":"output_image","content":"c","file_path":"p",\
      "config_used":"k","model_used":"m","prompt_id":"i","backend_type":"b",\
      "execution_time":1.50,"metadata":{"a":1}}""";

  static JsonObject allBut(String... names) {
    Map<String, JsonValue> fields = new LinkedHashMap<>(object(ALL).members());
    fields.keySet().removeAll(List.of(names));
    return JsonObject.of(fields);
  }

  static JsonObject object(String text) {
    return (JsonObject) JsonReader.read(text).orElseThrow();
  }

  static String withId(JsonObject fields) {
    return "{\"execution_id\":\"e\"," + fields.toJson().substring(1);
  }

  private EveryField() {}
}
