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
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.researchtracker.model.Choice;
import org.researchtracker.model.JsonValue.JsonNull;
import org.researchtracker.model.Selection;
import org.researchtracker.model.StatsGroup;
import org.researchtracker.model.StatsKey;
import org.researchtracker.model.TextQuery;
import org.researchtracker.model.TimeRange;
import org.researchtracker.view.OutputRows;
import org.researchtracker.view.Row;

/**
 * Pages of whatever length are pieces of the whole, and sums are those of the rows. If these fail,
 * {@code -n 20} shows other rows than the listing begins with, a page of the server leaves rows out
 * or gives them twice, or {@code stats} counts something else than the listings show.
 */
class PagesTest {
  @TempDir Path folder;

  /** Asks for what comes after a place. */
  private interface Page<T> {
    Matches<T> of(long limit, Optional<Place> after);
  }

  private static List<Selection> selections() {
    return List.of(
        Selection.ALL,
        Selection.builder().config(Choice.parse(List.of("c1"))).build(),
        Selection.builder().config(Choice.parse(List.of("!c1"))).build(),
        Selection.builder().status(Choice.parse(List.of("open", "error"))).build(),
        Selection.builder().itemType(Choice.parse(List.of("output_image"))).build(),
        Selection.builder().outputConfig(Choice.parse(List.of("a"))).build(),
        Selection.builder().stage(Choice.parse(List.of("4"))).build(),
        words("Brücke"),
        words("Fluss"),
        words("niemand"),
        words("石"),
        Selection.builder()
            .time(
                new TimeRange(
                    Instant.parse("2025-11-03T13:01:00Z"), Instant.parse("2025-11-03T14:02:00Z")))
            .build());
  }

  private static Selection words(String text) {
    return Selection.builder().text(TextQuery.parse(text).orElseThrow()).build();
  }

  private LogIndex index(long seed) throws IOException {
    Random random = new Random(seed);
    RandomLogs lines = new RandomLogs(random);
    StringBuilder text = new StringBuilder();
    for (int group = 0; group < 8; group++) {
      for (int line = random.nextInt(12); line >= 0; line--) {
        // Eight times four executions, of which some give no item.
        String own = lines.line().replace("\"execution_id\":\"e", "\"execution_id\":\"" + group);
        // One word in many executions, and one in few.
        text.append(line == 1 ? own.replace("Brücke", "Fluss") : own).append('\n');
      }
    }
    Path logs = Files.createDirectories(folder.resolve("logs"));
    Files.writeString(logs.resolve("a.jsonl"), text);
    return Indexes.fresh(folder.resolve("index.db"), logs);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void arePiecesOfTheWhole(long seed) throws IOException {
    try (LogIndex index = index(seed)) {
      Catalog catalog = index.catalog();
      for (Selection each : selections()) {
        assertPieces(
            (limit, after) ->
                catalog.executions(each, limit, after).map(entry -> entry.head().toString()));
        assertPieces(
            (limit, after) -> catalog.items(each, limit, after).map(PagesTest::nameOfItem));
        assertPieces((limit, after) -> outputs(catalog, each, limit, after));
      }
    }
  }

  /**
   * Where words alone are chosen the index of words tells; with a list of those who are left out,
   * of whom none is there, each execution is looked at.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void wordsAloneFindWhatTheyFindAmongOtherChoices(long seed) throws IOException {
    try (LogIndex index = index(seed)) {
      Catalog catalog = index.catalog();
      for (String text : List.of("Brücke", "Fluss", "niemand", "石", "b", "Brücke b")) {
        Selection alone = words(text);
        Selection other = alone.toBuilder().leftOut(Set.of("nobody")).build();
        for (int limit : new int[] {0, 1, 3, 1000}) {
          Matches<ExecutionEntry> executions = catalog.executions(alone, limit);
          Matches<ExecutionEntry> same = catalog.executions(other, limit);
          assertThat(executions.total()).isEqualTo(same.total());
          assertThat(list(executions.map(ExecutionEntry::executionId)))
              .isEqualTo(list(same.map(ExecutionEntry::executionId)));
          Matches<ItemEntry> items = catalog.items(alone, limit);
          Matches<ItemEntry> sameItems = catalog.items(other, limit);
          assertThat(items.total()).isEqualTo(sameItems.total());
          assertThat(list(items.map(PagesTest::nameOfItem)))
              .isEqualTo(list(sameItems.map(PagesTest::nameOfItem)));
        }
      }
    }
  }

  private static Matches<String> outputs(
      Catalog catalog, Selection selection, long limit, Optional<Place> after) {
    return RequestedOutputs.of(
            catalog,
            selection,
            limit,
            after,
            record -> OutputRows.of(record, Indexes.BERLIN),
            PagesTest::key)
        .map(row -> row.toJson().toJson());
  }

  private static String nameOfItem(ItemEntry entry) {
    return entry.head().executionId() + " " + entry.item().sequenceNumber();
  }

  /** Not enough to tell rows apart where several requests have neither index nor output. */
  private static String key(Row row) {
    return text(row, "output_config_index") + " " + text(row, "sequence_number");
  }

  private static String text(Row row, String column) {
    return row.value(column) instanceof JsonNull ? "-" : row.value(column).toJson();
  }

  private static <T> void assertPieces(Page<T> page) {
    Matches<T> all = page.of(0, Optional.empty());
    List<T> whole = list(all);
    assertThat(all.total()).isEqualTo(whole.size());
    assertThat(all.returned()).isEqualTo(whole.size());
    assertThat(all.next()).isEmpty();
    assertThat(whole).doesNotHaveDuplicates();
    for (int limit : new int[] {1, 2, 7, 1000}) {
      List<T> pieces = new ArrayList<>();
      Optional<Place> after = Optional.empty();
      do {
        Matches<T> piece = page.of(limit, after);
        List<T> rows = list(piece);
        assertThat(piece.total()).isEqualTo(whole.size());
        assertThat(piece.returned()).isEqualTo(rows.size());
        assertThat(rows).hasSizeLessThanOrEqualTo(limit);
        pieces.addAll(rows);
        after = piece.next();
        assertThat(after.isPresent()).isEqualTo(pieces.size() < whole.size());
      } while (after.isPresent() && pieces.size() <= whole.size());
      assertThat(pieces).isEqualTo(whole);
    }
  }

  private static <T> List<T> list(Matches<T> matches) {
    List<T> rows = new ArrayList<>();
    matches.forEach(rows::add);
    return rows;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void sumsAreThoseOfTheRows(long seed) throws IOException {
    try (LogIndex index = index(seed)) {
      Catalog catalog = index.catalog();
      for (Selection each : selections()) {
        if (!each.outputConfig().isAny()) {
          continue; // there, only what has to do with that config is counted
        }
        List<ExecutionEntry> entries = Indexes.entries(catalog, each);
        for (List<StatsKey> by :
            List.of(
                List.<StatsKey>of(),
                List.of(StatsKey.CONFIG),
                List.of(StatsKey.STATUS, StatsKey.DAY))) {
          List<StatsGroup> groups = catalog.stats(each, by);

          assertThat(groups.stream().mapToLong(StatsGroup::executions).sum())
              .isEqualTo(entries.size());
          assertThat(groups.stream().mapToLong(StatsGroup::items).sum())
              .isEqualTo(entries.stream().mapToLong(ExecutionEntry::itemCount).sum());
          assertThat(groups.stream().mapToLong(group -> group.outputs().generated()).sum())
              .isEqualTo(entries.stream().mapToLong(entry -> entry.outputs().generated()).sum());
          assertThat(groups.stream().mapToLong(group -> group.outputs().pending()).sum())
              .isEqualTo(entries.stream().mapToLong(entry -> entry.outputs().pending()).sum());
        }
      }
    }
  }
}
