package org.researchtracker.cli;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.researchtracker.index.OutputCounts;
import org.researchtracker.index.StatsGroup;
import org.researchtracker.index.StatsKey;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.TrackerException;
import org.researchtracker.view.GroupCounts;
import org.researchtracker.view.Listing;
import org.researchtracker.view.Row;
import org.researchtracker.view.Shapes;

/** What statistics are grouped by. */
record StatsKeys(List<StatsKey> keys) {
  /** The words, as help shows them; a test holds them equal to the keys. */
  static final String LABEL =
      "config|output-config|model|item-type|media-type|status|day|week|month|session|user|device"
          + "|stage|block-reason";

  /** Copies the keys. */
  StatsKeys {
    keys = List.copyOf(keys);
  }

  static StatsKeys parse(List<String> words) {
    Set<StatsKey> keys = new LinkedHashSet<>();
    for (String word : words) {
      keys.add(
          StatsKey.ofWord(word.strip())
              .orElseThrow(
                  () ->
                      new TrackerException(
                          TrackerException.Kind.USAGE,
                          "--by '" + word + "' is no key",
                          hint(word))));
    }
    return new StatsKeys(List.copyOf(keys));
  }

  private static String hint(String word) {
    List<String> known = Arrays.stream(StatsKey.values()).map(StatsKey::word).toList();
    List<String> near = Nearest.of(word, known, 1);
    return near.isEmpty()
        ? "the keys are " + String.join(", ", known)
        : "did you mean " + near.get(0) + "?";
  }

  /** Returns the shape of the listing. */
  Listing listing() {
    return Shapes.groups(keys.stream().map(StatsKey::field).toList());
  }

  /** Returns the row of a group. */
  Row row(StatsGroup group) {
    JsonObject.Builder values = JsonObject.builder();
    for (int i = 0; i < keys.size(); i++) {
      Optional<String> value = group.keys().get(i);
      if (keys.get(i) == StatsKey.STAGE && value.isPresent()) {
        values.put(keys.get(i).field(), Long.parseLong(value.get()));
      } else {
        values.put(keys.get(i).field(), value.orElse(null));
      }
    }
    OutputCounts outputs = group.outputs();
    return Shapes.group(
        values.build(),
        new GroupCounts(
            group.executions(),
            group.items(),
            outputs.requested(),
            outputs.generated(),
            outputs.blocked(),
            outputs.failed(),
            outputs.pending()));
  }
}
