package org.researchtracker.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.researchtracker.model.Choice;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.Selection;
import org.researchtracker.model.TextQuery;
import org.researchtracker.model.TimeRange;
import org.researchtracker.model.Timestamps;

/**
 * If this fails, a search does not find what stands in the logs, finds what does not, or counts
 * something else than it gives.
 */
class SearchTest {
  private static final List<String> PIECES =
      List.of(
          "Blume",
          "blumen",
          "C++",
          "a-b",
          "石桥",
          "桥",
          "art石",
          "Straße",
          "STRASSE",
          "é",
          "e\u0301",
          "👩\u200d🎨",
          "🎨",
          "1",
          "10",
          "?!",
          "art",
          "party",
          "…");
  private static final List<String> TYPES =
      List.of("user_input_text", "translation_result", "interception_result", "output_image");
  private static final Instant NOON = Instant.parse("2025-11-03T12:00:00Z");

  @TempDir Path folder;
  private final Random random = new Random(5);
  private long number;
  private int ids = 9;

  @Test
  void findsWhatLookingAtEveryTextFinds() throws IOException {
    Path logs = Files.createDirectory(folder.resolve("logs"));
    Path grows = logs.resolve("a.jsonl");
    Files.writeString(grows, lines(40));
    Files.writeString(logs.resolve("b.jsonl"), lines(40));
    try (LogIndex index = Indexes.fresh(folder.resolve("index.db"), logs)) {
      compare(index.catalog());
      Files.writeString(grows, lines(30), StandardOpenOption.APPEND);
      index.refresh();
      compare(index.catalog());
      Files.delete(logs.resolve("b.jsonl"));
      index.refresh();
      compare(index.catalog());
    }
  }

  /** Of many executions the texts are taken apart on another thread. */
  @Test
  void findsTheSameInManyExecutions() throws IOException {
    Path logs = Files.createDirectory(folder.resolve("logs"));
    Path grows = logs.resolve("a.jsonl");
    ids = 600;
    Files.writeString(grows, lines(1200));
    try (LogIndex index = Indexes.fresh(folder.resolve("index.db"), logs)) {
      compare(index.catalog(), 20);
      Files.writeString(grows, lines(800), StandardOpenOption.APPEND);
      index.refresh();
      compare(index.catalog(), 20);
    }
  }

  /** Else a bar tells of a reading of logs that is over, or none of the minutes that this takes. */
  @Test
  void theMakingOfTheIndexOfWordsIsToldFromBeginningToEnd() throws IOException {
    Path logs = Files.createDirectory(folder.resolve("logs"));
    ids = 1200;
    Files.writeString(logs.resolve("a.jsonl"), lines(2000));
    List<Long> told = new ArrayList<>();
    IndexEvents events =
        new IndexEvents() {
          @Override
          public void notice(String line) {}

          @Override
          public void progress(long doneBytes, long totalBytes) {}

          @Override
          public void words(long doneExecutions, long totalExecutions) {
            told.addAll(List.of(doneExecutions, totalExecutions));
          }
        };
    try (LogIndex index = LogIndex.open(Indexes.settings(folder.resolve("i.db"), logs), events)) {
      index.refresh();
      Catalog catalog = index.catalog();
      assertThat(told).isEmpty();
      long all = catalog.executions(Selection.ALL, 0).total();
      catalog.prepareSearch();
      assertThat(told).containsExactly(0L, all, 500L, all, all, all);
    }
  }

  private void compare(Catalog catalog) {
    compare(catalog, 150);
  }

  private void compare(Catalog catalog, int rounds) {
    for (int round = 0; round < rounds; round++) {
      Selection.Builder asked =
          Selection.builder().text(TextQuery.parse(words(1 + random.nextInt(2))).orElseThrow());
      if (random.nextInt(3) == 0) {
        asked.itemType(Choice.parse(List.of(TYPES.get(random.nextInt(TYPES.size())))));
      }
      if (random.nextInt(4) == 0) {
        asked.time(new TimeRange(NOON, null));
      }
      Selection selection = asked.build();

      List<String> items = new ArrayList<>();
      catalog
          .items(selection, 0)
          .forEach(item -> items.add(name(item.head().executionId(), item.item())));
      assertThat(items).as("%s", selection).isEqualTo(items(catalog, selection));
      assertThat(catalog.items(selection, 1).total()).isEqualTo(items.size());
      assertThat(Indexes.entries(catalog, selection))
          .as("%s", selection)
          .extracting(ExecutionEntry::executionId)
          .isEqualTo(executions(catalog, selection));
    }
  }

  /** The items that are taken, by a look at every one. */
  private static List<String> items(Catalog catalog, Selection selection) {
    List<String> found = new ArrayList<>();
    for (ExecutionEntry entry : Indexes.entries(catalog, Selection.ALL)) {
      for (ExecutionItem item : catalog.record(entry).items()) {
        Instant time = Timestamps.instant(item.timestamp(), Indexes.BERLIN).orElse(null);
        if (isTaken(item, selection) && selection.takesTime(time)) {
          found.add(name(entry.executionId(), item));
        }
      }
    }
    return found;
  }

  private static List<String> executions(Catalog catalog, Selection selection) {
    List<String> found = new ArrayList<>();
    for (ExecutionEntry entry : Indexes.entries(catalog, Selection.ALL)) {
      boolean any =
          catalog.record(entry).items().stream().anyMatch(item -> isTaken(item, selection));
      if (any && selection.takesTime(entry.startedAt().orElse(null))) {
        found.add(entry.executionId());
      }
    }
    return found;
  }

  private static boolean isTaken(ExecutionItem item, Selection selection) {
    String content = item.content();
    return content != null
        && selection.text().orElseThrow().matches(content)
        && selection.itemType().takes(item.itemType().name());
  }

  private static String name(String executionId, ExecutionItem item) {
    return executionId + " " + item.sequenceNumber();
  }

  private String lines(int count) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      lines
          .append("{\"execution_id\":\"e")
          .append(random.nextInt(ids))
          .append("\",\"sequence_number\":")
          .append(++number)
          .append(",\"timestamp\":\"2025-11-03T")
          .append(10 + random.nextInt(5))
          .append(":00:00Z\",\"item_type\":\"")
          .append(TYPES.get(random.nextInt(TYPES.size())))
          .append("\",\"content\":")
          .append(random.nextInt(5) == 0 ? "null" : "\"" + words(random.nextInt(4)) + "\"")
          .append("}\n");
    }
    return lines.toString();
  }

  private String words(int count) {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < count; i++) {
      words.append(PIECES.get(random.nextInt(PIECES.size())));
      words.append(random.nextInt(4) == 0 ? "" : " ");
    }
    return words.toString();
  }
}
