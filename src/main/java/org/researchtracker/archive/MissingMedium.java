package org.researchtracker.archive;

import org.researchtracker.media.MediaReference;
import org.researchtracker.media.MissingReason;
import org.researchtracker.model.JsonValue.JsonObject;

/**
 * A medium that was not to be had when a bundle was written, and all that is needed to look for it
 * again without reading a log.
 *
 * @param reference what the log says of it
 * @param reason why it was missing, by its wire name
 * @param look how the file looked that was found and refused; empty where there was none
 */
record MissingMedium(MediaReference reference, String reason, String look) {

  static MissingMedium of(MediaReference reference, MissingReason reason, String look) {
    return new MissingMedium(reference, reason.wireName(), look);
  }

  /**
   * Returns how the ledger names it.
   *
   * @param unit where the medium belongs to the unit's own execution, that is not named again
   */
  JsonObject toJson(UnitKey unit) {
    JsonObject.Builder json = JsonObject.builder();
    if (unit.per() != Per.EXECUTION || !reference.executionId().equals(unit.id())) {
      json.put("execution_id", reference.executionId());
    }
    json.put("sequence_number", reference.sequenceNumber()).put("reason", reason);
    reference.filePath().ifPresent(path -> json.put("file_path", path));
    reference.url().ifPresent(url -> json.put("url", url));
    reference.promptId().ifPresent(prompt -> json.put("prompt_id", prompt));
    reference.runId().ifPresent(run -> json.put("run_id", run));
    if (!look.isEmpty()) {
      json.put("look", look);
    }
    return json.build();
  }
}
