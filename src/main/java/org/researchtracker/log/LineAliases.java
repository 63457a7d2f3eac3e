package org.researchtracker.log;

import org.jspecify.annotations.Nullable;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonNull;
import org.researchtracker.model.JsonValue.JsonNumber;

/** Fields under a name that the log format also accepts. */
final class LineAliases {
  @Nullable JsonValue sequenceNumber;
  @Nullable JsonValue outputConfigIndex;
  @Nullable JsonValue backendType;

  @Nullable Long positive(String name, JsonValue value) throws UnreadableLineException {
    if (value.equals(JsonNull.NULL)) {
      return null;
    }
    return LineFields.positive(name, value instanceof JsonNumber number ? number.text() : "");
  }

  @Nullable String string(String name, JsonValue value) throws UnreadableLineException {
    if (value.equals(JsonNull.NULL)) {
      return null;
    }
    return value.asString().orElseThrow(() -> LineFields.wrongType(name, "a string"));
  }
}
