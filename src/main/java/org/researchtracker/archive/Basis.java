package org.researchtracker.archive;

import org.researchtracker.model.JsonValue.JsonObject;

/**
 * What a unit was when it was last looked at closely: as long as that is the same, so is its
 * content.
 *
 * @param mark of its executions, see {@link Unit#mark}; empty where that is not known
 * @param media which bytes of media were asked for: {@code whole}, {@code stripped} or {@code none}
 * @param source which log roots it came from, as a digest
 */
record Basis(String mark, String media, String source) {

  /** What is known of a bundle that was found in the folder. */
  static final Basis UNKNOWN = new Basis("", "", "");

  void put(JsonObject.Builder json) {
    json.put("mark", mark).put("media_bytes", media).put("source", source);
  }

  /** Returns whether the content cannot have changed. */
  boolean isSame(Basis other) {
    return !mark.isEmpty() && mark.equals(other.mark) && media.equals(other.media);
  }
}
