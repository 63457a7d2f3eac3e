package org.researchtracker.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.ExecutionRecord;
import org.researchtracker.model.Selection;

/**
 * Pages of outputs while a workshop goes on. Who reads page after page must get each output at
 * least once, also when the execution in which a page ended has got another one since.
 */
class OutputsMeanwhileTest {
  @TempDir private Path folder;
  private Path log;

  @BeforeEach
  void writeLog() throws IOException {
    log = folder.resolve("logs.jsonl");
    add(output(2, "b"), output(4, "d"), output(6, "f"));
  }

  private void add(String... lines) throws IOException {
    Files.write(log, List.of(lines), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static String output(int number, String name) {
    return """
        {"execution_id":"e","sequence_number":%d,"item_type":"output_image",\
        "output_config_index":%d,"file_path":"%s","timestamp":"2025-11-03T09:00:00Z"}"""
        .formatted(number, number, name);
  }

  private static List<String> rows(ExecutionRecord record) {
    List<String> rows = new ArrayList<>();
    for (ExecutionItem item : record.items()) {
      rows.add(String.valueOf(item.filePath()));
    }
    return rows;
  }

  private static Matches<String> page(LogIndex index, int limit, Optional<Place> after) {
    return RequestedOutputs.of(
        index.catalog(), Selection.ALL, limit, after, OutputsMeanwhileTest::rows, row -> row);
  }

  private static List<String> list(Matches<String> matches) {
    List<String> rows = new ArrayList<>();
    matches.forEach(rows::add);
    return rows;
  }

  @Test
  void goesOnAfterTheLastOneThatWasShown() throws IOException {
    try (LogIndex index = Indexes.fresh(folder.resolve("index.db"), folder)) {
      Matches<String> first = page(index, 2, Optional.empty());
      assertThat(list(first)).containsExactly("b", "d");

      assertThat(list(page(index, 2, first.next()))).containsExactly("f");
    }
  }

  @Test
  void findsItAgainWhereOneHasComeBeforeIt() throws IOException {
    try (LogIndex index = Indexes.fresh(folder.resolve("index.db"), folder)) {
      Optional<Place> next = page(index, 2, Optional.empty()).next();
      add(output(1, "a"));
      index.refresh();

      assertThat(list(page(index, 5, next))).containsExactly("f");
    }
  }

  /** Such as one that was pending, and has come. */
  @Test
  void showsAgainWhatIsAnotherByNow() throws IOException {
    try (LogIndex index = Indexes.fresh(folder.resolve("index.db"), folder)) {
      Place shown = page(index, 2, Optional.empty()).next().orElseThrow();

      assertThat(list(page(index, 5, Optional.of(shown.within("2 x"))))).containsExactly("d", "f");
      assertThat(list(page(index, 5, Optional.of(shown.within("9 x"))))).isEmpty();
      // From a cursor that somebody wrote by hand.
      assertThat(list(page(index, 5, Optional.of(shown.within("")))))
          .containsExactly("b", "d", "f");
      assertThat(list(page(index, 5, Optional.of(shown.within("99999999999 x")))))
          .containsExactly("b", "d", "f");
    }
  }

  @Test
  void allRowsAreGivenWithoutALimit() throws IOException {
    try (LogIndex index = Indexes.fresh(folder.resolve("index.db"), folder)) {
      Matches<String> all =
          RequestedOutputs.of(index.catalog(), Selection.ALL, 0, OutputsMeanwhileTest::rows);

      assertThat(list(all)).containsExactly("b", "d", "f");
      assertThat(all.next()).isEmpty();
    }
  }
}
