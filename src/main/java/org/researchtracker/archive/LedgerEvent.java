package org.researchtracker.archive;

import java.time.Instant;
import org.researchtracker.model.JsonValue.JsonObject;

/** What a line of the ledger says, without what vouches for it. */
sealed interface LedgerEvent {

  /** Returns the fields of the line. */
  JsonObject.Builder fields();

  /**
   * A bundle is in place.
   *
   * @param unit what it is of
   * @param name its file
   * @param facts what it holds
   * @param basis what it was made of
   * @param media what was found of its media
   * @param found whether it was in the folder already and was taken in by its content
   */
  record Bundled(
      UnitKey unit, VersionName name, Facts facts, Basis basis, MediaNote media, boolean found)
      implements LedgerEvent {

    @Override
    public JsonObject.Builder fields() {
      JsonObject.Builder json =
          JsonObject.builder()
              .put("event", "bundle")
              .put("unit", unit.toJson())
              .put("file", name.file())
              .put("version", name.version());
      facts.put(json);
      basis.put(json);
      media.put(json, unit);
      return found ? json.put("found", true) : json;
    }
  }

  /**
   * A unit was looked at closely, and no bundle was made.
   *
   * @param verdict why not
   * @param basis what was looked at
   * @param media what was found of its media
   */
  record Checked(UnitKey unit, Verdict verdict, Basis basis, MediaNote media)
      implements LedgerEvent {
    @Override
    public JsonObject.Builder fields() {
      JsonObject.Builder json =
          JsonObject.builder()
              .put("event", "checked")
              .put("unit", unit.toJson())
              .put("verdict", verdict.word());
      basis.put(json);
      media.put(json, unit);
      return json;
    }
  }

  /**
   * A version is about to be removed, because another one holds all that it holds.
   *
   * @param heldBy the file of the other one
   */
  record Pruned(UnitKey unit, VersionName name, String heldBy) implements LedgerEvent {
    @Override
    public JsonObject.Builder fields() {
      return JsonObject.builder()
          .put("event", "pruned")
          .put("unit", unit.toJson())
          .put("file", name.file())
          .put("version", name.version())
          .put("held_by", heldBy);
    }
  }

  /**
   * A run has ended.
   *
   * @param command what it was
   * @param began when it began
   * @param ended when it ended, which is when its line was written
   * @param exit the exit code that it came to
   * @param counts what it did
   */
  record Ran(String command, Instant began, Instant ended, int exit, JsonObject counts)
      implements LedgerEvent {
    @Override
    public JsonObject.Builder fields() {
      return JsonObject.builder()
          .put("event", "run")
          .put("command", command)
          .put("began", began.toString())
          .put("exit", exit)
          .put("counts", counts);
    }
  }

  /** A line of a later version of the program, which does not matter here. */
  record Unknown() implements LedgerEvent {
    @Override
    public JsonObject.Builder fields() {
      throw new IllegalStateException("what is not understood is not written");
    }
  }
}
