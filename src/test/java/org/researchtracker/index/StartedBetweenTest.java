package org.researchtracker.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.researchtracker.model.Selection;
import org.researchtracker.model.TimeRange;

/**
 * If this fails, {@code --since} and {@code --until} take an execution that began outside, leave
 * one out that began inside, or pages of them repeat or lose one.
 */
class StartedBetweenTest {
  private static final Instant NOON = Instant.parse("2025-11-03T12:00:00Z");

  @TempDir Path folder;
  private final Random random = new Random(11);

  @Test
  void takesWhatBeganInside() throws IOException {
    Path logs = Files.createDirectory(folder.resolve("logs"));
    StringBuilder lines = new StringBuilder();
    for (int number = 0; number < 60; number++) {
      String time = number % 7 == 0 ? "" : ",\"timestamp\":\"" + instant() + "\"";
      lines.append("{\"execution_id\":\"run-%02d\"%s,\"items\":[]}\n".formatted(number, time));
    }
    Files.writeString(logs.resolve("a.jsonl"), lines);
    try (LogIndex index = Indexes.fresh(folder.resolve("index.db"), logs)) {
      Catalog catalog = index.catalog();
      List<ExecutionEntry> all = Indexes.entries(catalog, Selection.ALL);
      assertThat(all).hasSize(60);
      for (int round = 0; round < 400; round++) {
        TimeRange range = new TimeRange(end(), end());
        Selection asked = Selection.builder().time(range).build();
        List<String> wanted =
            all.stream()
                .filter(entry -> range.holds(entry.startedAt().orElse(null)))
                .map(ExecutionEntry::executionId)
                .toList();
        assertThat(catalog.executions(asked, 3).total()).as("%s", range).isEqualTo(wanted.size());
        assertThat(ids(catalog, asked)).as("%s", range).isEqualTo(wanted);
      }
    }
  }

  /** Returns the ids of a selection, asked for page by page. */
  private List<String> ids(Catalog catalog, Selection asked) {
    List<String> ids = new ArrayList<>();
    Optional<Place> place = Optional.empty();
    do {
      Matches<ExecutionEntry> page = catalog.executions(asked, 1 + random.nextInt(20), place);
      page.forEach(entry -> ids.add(entry.executionId()));
      place = page.next();
    } while (place.isPresent());
    return ids;
  }

  private @Nullable Instant end() {
    return random.nextInt(4) == 0 ? null : instant();
  }

  /** Few instants, so that ends meet starts; some finer than the index keeps them. */
  private Instant instant() {
    Instant instant = NOON.plusSeconds(random.nextInt(6));
    return switch (random.nextInt(4)) {
      case 0 -> instant.plusNanos(1_000);
      case 1 -> instant.plusNanos(1_500);
      default -> instant;
    };
  }
}
