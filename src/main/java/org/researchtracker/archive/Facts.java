package org.researchtracker.archive;

import org.researchtracker.model.JsonValue.JsonObject;

/**
 * What a bundle holds, and how it is known again.
 *
 * @param bytes the size of its file
 * @param sha256 SHA-256 of its file, lower-case hex
 * @param content its content digest, lower-case hex
 * @param executions how many executions
 * @param items how many items
 * @param media how many media
 */
record Facts(long bytes, String sha256, String content, long executions, long items, long media) {

  void put(JsonObject.Builder json) {
    json.put("bytes", bytes)
        .put("sha256", sha256)
        .put("content", content)
        .put("executions", executions)
        .put("items", items)
        .put("media", media);
  }
}
