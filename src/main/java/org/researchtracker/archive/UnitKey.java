package org.researchtracker.archive;

import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.researchtracker.model.JsonValue.JsonObject;

/**
 * Which unit of an archive is meant, for as long as the archive lasts.
 *
 * @param per what one bundle is made of
 * @param day the day, in the zone in force when it was first met; null where the unit is of no day
 *     or its executions have no time
 * @param id the execution, session, config, device or user; null for a day, and where there is none
 * @param filter the choices of executions that the unit was made by, as compact JSON; empty if all
 *     that belong to it are in it
 */
record UnitKey(Per per, @Nullable LocalDate day, @Nullable String id, String filter) {

  // Those of a record are put together when they are first called, and are slower for long: a run
  // looks up each unit of an archive.

  @Override
  public int hashCode() {
    return 31 * (id == null ? 0 : id.hashCode()) + (day == null ? 0 : day.hashCode());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof UnitKey key
        && per == key.per
        && Objects.equals(id, key.id)
        && Objects.equals(day, key.day)
        && filter.equals(key.filter);
  }

  /** Returns the unit of one execution, which no choice can make smaller. */
  static UnitKey ofExecution(String executionId) {
    return new UnitKey(Per.EXECUTION, null, executionId, "");
  }

  /** Returns how the ledger names it. */
  JsonObject toJson() {
    JsonObject.Builder json = JsonObject.builder().put("per", per.word());
    if (day != null) {
      json.put("day", day.toString());
    }
    if (id != null) {
      json.put("id", id);
    }
    if (!filter.isEmpty()) {
      json.put("filter", filter);
    }
    return json.build();
  }

  /** Returns a text that no other unit has. */
  String text() {
    return toJson().toJson();
  }
}
