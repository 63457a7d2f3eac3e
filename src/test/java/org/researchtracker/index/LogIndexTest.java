package org.researchtracker.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.researchtracker.log.LogScanner;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.Selection;
import org.researchtracker.model.Status;
import org.researchtracker.model.TextQuery;
import org.researchtracker.model.TrackerException;

/**
 * If these fail, an index answers wrongly, or not at all, in a state that a user's machine can be
 * in.
 */
class LogIndexTest extends IndexOfOneLog {
  @Test
  void whatALogGainsIsThereAndATornLineWaits() throws IOException {
    try (LogIndex index = fresh()) {
      String second = item("e1", 2, "pipeline_complete", "\"stage\":5");
      write("a.jsonl", second.substring(0, 20));
      index.refresh();
      assertThat(index.catalog().problemCounts().any()).isFalse();
      assertThat(Indexes.record(index.catalog(), "e1").items()).hasSize(1);
      write("a.jsonl", second.substring(20));
      index.refresh();
      assertThat(Indexes.record(index.catalog(), "e1").status()).isEqualTo(Status.COMPLETE);
    }
  }

  @Test
  void aLineThatChangedUnderTheIndexIsReadAnewAndNeverShownForAnother() throws IOException {
    try (LogIndex index = fresh()) {
      Catalog catalog = index.catalog();
      ExecutionEntry entry = catalog.execution("e1").orElseThrow();
      Path log = logs.resolve("a.jsonl");
      Files.writeString(log, Files.readString(log).replace("Blume", "Wiese"));
      assertThat(catalog.listed(entry).inputText()).isEqualTo("Eine Wiese");
    }
  }

  @Test
  void withoutRefreshAChangedLineIsAnError() throws IOException {
    fresh().close();
    Path log = logs.resolve("a.jsonl");
    Files.writeString(log, Files.readString(log).replace("Blume", "Wiese"));
    try (LogIndex index = open(Indexes.settings(file, logs))) {
      Catalog catalog = index.catalog();
      ExecutionEntry entry = catalog.execution("e1").orElseThrow();
      assertThatThrownBy(() -> catalog.listed(entry))
          .isInstanceOf(TrackerException.class)
          .hasMessageContaining("changed since");
    }
  }

  @Test
  void withoutRefreshAndWithoutAnIndexThatIsSaid() {
    try (LogIndex index = open(Indexes.settings(file, logs))) {
      assertThatThrownBy(index::catalog).hasMessageContaining("no index of these logs yet");
    }
  }

  @Test
  void anotherZoneChangesTheInstantsAtOnce() throws IOException {
    write("a.jsonl", item("e2", 1, "user_input_text", "\"timestamp\":\"2025-11-03T00:30:00\""));
    try (LogIndex index = fresh()) {
      assertThat(index.catalog().execution("e2").orElseThrow().startedAt())
          .contains(Instant.parse("2025-11-02T23:30:00Z"));
    }
    IndexSettings tokyo =
        new IndexSettings(
            file, List.of(logs), ZoneId.of("Asia/Tokyo"), false, LogScanner.DEFAULT_MAX_LINE);
    try (LogIndex index = open(tokyo)) {
      assertThatThrownBy(index::catalog).hasMessageContaining("another zone");
      index.refresh();
      assertThat(index.catalog().execution("e2").orElseThrow().startedAt())
          .contains(Instant.parse("2025-11-02T15:30:00Z"));
    }
  }

  @Test
  void aRootThatIsMissingOrEmptiedNeverEmptiesTheIndex() throws IOException {
    fresh().close();
    Path away = folder.resolve("away");
    Files.move(logs, away);
    try (LogIndex index = open(Indexes.settings(file, logs))) {
      assertThatThrownBy(index::refresh).hasMessageContaining("does not exist");
      Files.createDirectories(logs);
      assertThatThrownBy(index::refresh).hasMessageContaining("holds no log any more");
      Files.delete(logs);
      Files.move(away, logs);
      index.refresh();
      assertThat(ids(index)).containsExactly("e1");
    }
  }

  @Test
  void missingLogsKeepTheirItemsWhereThatIsWished() throws IOException {
    write("b.jsonl", item("e2", 1, "user_input_text", "\"content\":\"x\""));
    IndexSettings keeping =
        new IndexSettings(file, List.of(logs), Indexes.BERLIN, true, LogScanner.DEFAULT_MAX_LINE);
    try (LogIndex index = open(keeping)) {
      index.refresh();
      Files.delete(logs.resolve("b.jsonl"));
      write("a.jsonl", item("e1", 2, "pipeline_complete", "\"stage\":5"));
      write("c.jsonl", item("e2", 1, "user_input_text", "\"content\":\"other\""));
      index.refresh();
      assertThat(ids(index)).containsExactly("e1", "e2");
      assertThat(index.catalog().problemCounts().conflicts()).isEqualTo(1);
      assertThatThrownBy(() -> Indexes.record(index.catalog(), "e2"))
          .hasMessageEndingWith("b.jsonl is not there, and execution e2 is told there")
          .satisfies(e -> assertThat(((TrackerException) e).hint()).contains("--keep-missing"));
    }
    try (LogIndex index = fresh()) {
      assertThat(index.status().departed()).hasSize(1).first().asString().endsWith("b.jsonl");
      assertThat(index.catalog().problemCounts().conflicts()).isZero();
    }
  }

  @Test
  void aLogHasLeftOnlyIfNoOtherHoldsItsTextAndUntilItIsBack() throws IOException {
    String text = item("e2", 1, "user_input_text", "\"content\":\"x\"");
    write("b.jsonl", text);
    fresh().close();
    Files.delete(logs.resolve("b.jsonl"));
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(logs.resolve("b.jsonl.gz")))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    try (LogIndex index = fresh()) {
      assertThat(index.status().departed()).isEmpty();
    }
    Files.delete(logs.resolve("b.jsonl.gz"));
    try (LogIndex index = fresh()) {
      assertThat(index.status().departed()).hasSize(1).first().asString().endsWith("b.jsonl.gz");
    }
    write("b.jsonl", text);
    Files.move(logs.resolve("b.jsonl"), logs.resolve("b.jsonl.gz"));
    try (LogIndex index = fresh()) {
      assertThat(index.status().departed()).isEmpty();
    }
  }

  @Test
  void theTextOfACompressedLogIsKeptAndItsTornEndIsAProblem() throws IOException {
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(logs.resolve("a.jsonl.1.gz")))) {
      String text =
          item("e2", 1, "user_input_text", "\"content\":\"" + "gepackt ".repeat(20_000) + "\"")
              + "{\"execution";
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    try (LogIndex index = fresh()) {
      ExecutionItem item = Indexes.record(index.catalog(), "e2").items().get(0);
      assertThat(item.content()).hasSize(160_000);
      assertThat(index.catalog().problemCounts().unreadable()).isEqualTo(1);
    }
  }

  @Test
  void aCompressedLogThatBreaksOffGivesWhatStandsBefore() throws IOException {
    Path whole = folder.resolve("whole.gz");
    StringBuilder text = new StringBuilder();
    for (int i = 1; i < 2000; i++) {
      text.append(
          item(
              "e2",
              i,
              "interception_iteration",
              "\"content\":\"" + Integer.toHexString(i * 7919) + "\""));
    }
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(whole))) {
      out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }
    byte[] bytes = Files.readAllBytes(whole);
    Files.write(logs.resolve("b.jsonl.gz"), java.util.Arrays.copyOf(bytes, bytes.length / 2));
    try (LogIndex index = fresh()) {
      assertThat(Indexes.record(index.catalog(), "e2").items().size()).isBetween(100, 1998);
      assertThat(index.catalog().problems())
          .anyMatch(p -> p.reason().matches("reading stops after line \\d+: the file breaks off"));
    }
  }

  @Test
  void searchFindsWhatWasAddedAfterTheTextIndexWasMade() throws IOException {
    Selection blume = Selection.builder().text(TextQuery.parse("blume").orElseThrow()).build();
    Selection bridge = Selection.builder().text(TextQuery.parse("桥").orElseThrow()).build();
    Selection signs = Selection.builder().text(TextQuery.parse("?!").orElseThrow()).build();
    try (LogIndex index = fresh()) {
      assertThat(index.catalog().items(blume, 0).total()).isEqualTo(1);
      write("a.jsonl", item("e2", 1, "translation_result", "\"content\":\"古老的石桥 wirklich?!\""));
      index.refresh();
      assertThat(index.catalog().items(bridge, 0).total()).isEqualTo(1);
      assertThat(index.catalog().items(signs, 0).total()).isEqualTo(1);
      Files.writeString(
          logs.resolve("a.jsonl"), item("e3", 1, "translation_result", "\"content\":\"Wiese\""));
      index.refresh();
      assertThat(index.catalog().items(blume, 0).total()).isZero();
      assertThat(index.catalog().items(bridge, 0).total()).isZero();
    }
  }

  @Test
  void executionsComeNewestFirstOrOldestFirstAndThoseWithoutATimeLast() throws IOException {
    write("a.jsonl", item("e2", 1, "x", "\"timestamp\":\"2025-11-03T10:00:00Z\""));
    write("a.jsonl", item("e3", 1, "x", "\"timestamp\":\"2025-11-03T11:00:00Z\""));
    Selection some = Selection.builder().ids(Set.of("e1", "e2", "e3")).build();
    try (LogIndex index = fresh()) {
      assertThat(ids(index)).containsExactly("e3", "e2", "e1");
      assertThat(Indexes.entries(index.catalog(), some))
          .extracting(ExecutionEntry::executionId)
          .containsExactly("e3", "e2", "e1");
      List<String> oldestFirst = new ArrayList<>();
      index.catalog().chronological(some).forEach(entry -> oldestFirst.add(entry.executionId()));
      assertThat(oldestFirst).containsExactly("e2", "e3", "e1");
    }
  }

  @Test
  void consentThatWasWithdrawnLeavesExecutionsOut() throws IOException {
    write(
        "a.jsonl",
        "{\"execution_id\":\"e1\",\"user_id\":\"user-7\"}\n"
            + item("e2", 1, "x", "\"content\":\"x\""));
    Selection without = Selection.builder().leftOut(Set.of("user-7")).build();
    try (LogIndex index = fresh()) {
      assertThat(Indexes.entries(index.catalog(), without)).hasSize(1);
      assertThat(index.catalog().items(without, 0).total()).isEqualTo(1);
      assertThat(index.catalog().leftOut(without)).isEqualTo(1);
      assertThat(index.catalog().names(NameKind.USER, without.leftOut())).isEmpty();
      assertThat(index.catalog().stats(without, List.of()).get(0).executions()).isEqualTo(1);
    }
  }

  /** Else a name that is in the logs is said to be in none, or the other way round. */
  @Test
  void tellsWhichNamesNoLogHas() throws IOException {
    write(
        "a.jsonl",
        "{\"execution_id\":\"e1\",\"user_id\":\"user-7\",\"device_id\":\"d1\"}\n"
            + item("e2", 1, "x", "\"config_used\":\"sd\"")
            + item("e3", 1, "y", "\"config_used\":\"flux\""));
    try (LogIndex index = fresh()) {
      Catalog catalog = index.catalog();
      Set<String> nobody = Set.of();
      assertThat(catalog.unknown(NameKind.OUTPUT_CONFIG, Set.of("sd", "flux"), nobody)).isEmpty();
      assertThat(catalog.unknown(NameKind.OUTPUT_CONFIG, Set.of("z", "sd", "a"), nobody))
          .containsExactly("a", "z");
      assertThat(catalog.unknown(NameKind.ITEM_TYPE, Set.of("x", "y"), nobody)).isEmpty();
      assertThat(catalog.unknown(NameKind.DEVICE, Set.of("d1"), nobody)).isEmpty();
      // Nothing is told of those who withdrew their consent.
      assertThat(catalog.unknown(NameKind.DEVICE, Set.of("d1"), Set.of("user-7")))
          .containsExactly("d1");
    }
  }

  @Test
  void idsAreFoundByBeginningAndEndAlsoWithStrangeLetters() throws IOException {
    write("a.jsonl", item("ex\\uD83D%_", 1, "x", "\"content\":\"x\""));
    try (LogIndex index = fresh()) {
      assertThat(index.catalog().idsLike("ex\uD83D", 5)).containsExactly("ex\uD83D%_");
      assertThat(index.catalog().idsLike("%_", 5)).containsExactly("ex\uD83D%_");
      assertThat(index.catalog().execution("ex\uD83D%_")).isPresent();
    }
  }

  /** Else a part of an id that names several would be taken for one that names a single one. */
  @Test
  void idsThatBeginAndEndAlikeAreFoundOnceAndKeepNoOtherOut() throws IOException {
    StringBuilder text = new StringBuilder();
    for (String id : List.of("ab", "ab-x", "ab-ab", "x-ab", "abb", "￿￿", "b")) {
      text.append(item(id, 1, "x", "\"content\":\"x\""));
    }
    write("a.jsonl", text.toString());
    try (LogIndex index = fresh()) {
      Catalog catalog = index.catalog();
      assertThat(catalog.idsLike("ab", 9)).containsExactly("ab", "ab-ab", "ab-x", "abb", "x-ab");
      assertThat(catalog.idsLike("ab-ab", 2)).containsExactly("ab-ab");
      assertThat(catalog.idsLike("ab-", 9)).containsExactly("ab-ab", "ab-x");
      assertThat(catalog.idsLike("ab", 5)).hasSize(5);
      assertThat(catalog.idsLike("ab", 2)).hasSize(2);
      assertThat(catalog.idsLike("￿", 9)).containsExactly("￿￿");
      assertThat(catalog.idsLike("z", 9)).isEmpty();
    }
  }

  @Test
  void twoIndexesOfOneFileMayCatchUpInTurns() throws IOException {
    try (LogIndex one = fresh();
        LogIndex other = fresh()) {
      for (int i = 2; i < 10; i++) {
        write("a.jsonl", item("e1", i, "interception_iteration", "\"content\":\"" + i + "\""));
        LogIndex turn = i % 2 == 0 ? one : other;
        turn.refresh();
        assertThat(Indexes.record(turn.catalog(), "e1").items()).hasSize(i);
      }
      one.refresh();
      assertThat(Indexes.answers(one.catalog())).isEqualTo(Indexes.answers(other.catalog()));
    }
  }

  private static Map<String, Long> marks(LogIndex index) {
    Map<String, Long> marks = new TreeMap<>();
    index.catalog().marks(Selection.ALL, mark -> marks.put(mark.executionId(), mark.mark()));
    return marks;
  }

  @Test
  void aMarkStaysWhileALogIsRenamedPackedAndCopiedAndChangesWithWhatIsSaid() throws IOException {
    write("a.jsonl", item("e2", 1, "user_input_text", "\"content\":\"Ein Haus\""));
    Map<String, Long> before;
    try (LogIndex index = fresh()) {
      before = marks(index);
    }
    byte[] text = Files.readAllBytes(logs.resolve("a.jsonl"));
    Files.write(logs.resolve("copy.jsonl"), text);
    Files.delete(logs.resolve("a.jsonl"));
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(logs.resolve("a.jsonl.1.gz")))) {
      out.write(text);
    }
    try (LogIndex index = fresh()) {
      assertThat(marks(index)).isEqualTo(before).hasSize(2);
    }

    write("b.jsonl", "{\"execution_id\":\"e1\",\"device_id\":\"d\"}\n");
    write("b.jsonl", item("e2", 2, "pipeline_complete", "\"timestamp\":\"2025-11-03T10:00:00Z\""));
    try (LogIndex index = fresh()) {
      assertThat(marks(index).get("e1")).isNotEqualTo(before.get("e1"));
      assertThat(marks(index).get("e2")).isNotEqualTo(before.get("e2"));
      index
          .catalog()
          .marks(
              Selection.builder().ids(Set.of("e2")).build(),
              mark -> assertThat(mark.touchedAt()).contains(Instant.parse("2025-11-03T10:00:00Z")));
      assertThat(index.catalog().lastWritten("e2")).isPresent();
    }
  }
}
