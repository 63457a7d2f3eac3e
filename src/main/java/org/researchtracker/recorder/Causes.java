package org.researchtracker.recorder;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.researchtracker.model.JsonValue.JsonObject;

/** What the recorder itself puts into metadata: verdicts, reasons, and where an error struck. */
final class Causes {
  private static final JsonObject SAFE = JsonObject.builder().put("safe", true).build();
  private static final JsonObject UNSAFE = JsonObject.builder().put("safe", false).build();

  private Causes() {}

  static Details verdict(boolean safe, @Nullable Details details) {
    return orNone(details).under(safe ? SAFE : UNSAFE);
  }

  static Details because(@Nullable String reason, @Nullable Details details) {
    return reason == null
        ? orNone(details)
        : orNone(details).under(JsonObject.builder().put("reason", reason).build());
  }

  /**
   * Adds where an error struck.
   *
   * @param stage 0 to 5; any other is not recorded
   */
  static Details at(int stage, @Nullable Details details) {
    return stage < 0 || stage > 5
        ? orNone(details)
        : orNone(details).under(JsonObject.builder().put("error_stage", stage).build());
  }

  /** Returns what an exception says, else its name; null for none. */
  static @Nullable String text(@Nullable Throwable cause) {
    if (cause == null) {
      return null;
    }
    try {
      String message = cause.getMessage();
      return message == null || message.isEmpty() ? cause.getClass().getName() : message;
    } catch (Throwable e) {
      return cause.getClass().getName();
    }
  }

  /** Adds the type of an exception. */
  static Details type(@Nullable Throwable cause) {
    return cause == null
        ? Details.NONE
        : Details.NONE.and("error_type", cause.getClass().getName());
  }

  private static Details orNone(@Nullable Details details) {
    return Objects.requireNonNullElse(details, Details.NONE);
  }
}
