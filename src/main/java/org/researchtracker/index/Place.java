package org.researchtracker.index;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.researchtracker.index.ExecutionRows.Row;

/**
 * Where in a listing a page ended: the last execution of it, and what was last shown of that. It
 * names what was shown and counts nothing, so that the next page begins rightly however many
 * executions came before it meanwhile.
 *
 * @param started when the execution began, microseconds since 1970, or null
 * @param executionId the execution
 * @param within what of it was shown last, in the words of the listing; empty if it is shown whole
 */
public record Place(@Nullable Long started, String executionId, String within) {
  private static final String NONE = "-";

  static Place of(Row row) {
    return new Place(row.started(), row.executionId(), "");
  }

  static Place of(ExecutionEntry entry) {
    Long micros = entry.startedAt().map(ExecutionRows::micros).orElse(null);
    return new Place(micros, entry.executionId(), "");
  }

  Place within(String part) {
    return new Place(started, executionId, part);
  }

  /** Returns where this stands among rows; the row itself need not be there any more. */
  Row row() {
    return new Row(0, executionId, started, 0);
  }

  boolean isIn(Row row) {
    return executionId.equals(row.executionId());
  }

  /** Returns this as a short text that can stand in an address. */
  public String text() {
    String time = started == null ? NONE : Long.toString(started);
    String plain = "1\n" + time + "\n" + within + "\n" + executionId;
    return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(UTF_8));
  }

  /** Reads what {@link #text} gave; nothing if it is something else. */
  public static Optional<Place> parse(String text) {
    try {
      String[] parts = new String(Base64.getUrlDecoder().decode(text), UTF_8).split("\n", 4);
      if (parts.length < 4 || !parts[0].equals("1")) {
        return Optional.empty();
      }
      Long started = parts[1].equals(NONE) ? null : Long.valueOf(parts[1]);
      return Optional.of(new Place(started, parts[3], parts[2]));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
