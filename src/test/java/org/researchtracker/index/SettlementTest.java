package org.researchtracker.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.Selection;

/**
 * log-format.md, Identity and conflicts, and Head fields. If these fail, what an execution is
 * depends on the order in which its lines were read, or the wrong one of two lines is believed.
 */
class SettlementTest {
  private static final int ORDERS = 4;

  @TempDir private Path temp;

  private static String item(int number, String fields) {
    return "{\"execution_id\":\"e\",\"sequence_number\":%d,\"item_type\":\"user_input_text\"%s}"
        .formatted(number, fields.isEmpty() ? "" : "," + fields.replace('\'', '"'));
  }

  private static String head(String fields) {
    return ("{'execution_id':'e'," + fields + "}").replace('\'', '"');
  }

  /** Says what the index answers, which is the same in whatever order and files the lines are. */
  private List<String> answers(String... lines) throws IOException {
    List<List<String>> all = new ArrayList<>();
    Random random = new Random(lines.length);
    for (int i = 0; i < ORDERS; i++) {
      List<String> shuffled = new ArrayList<>(List.of(lines));
      if (i == 1) {
        Collections.reverse(shuffled);
      } else if (i > 1) {
        Collections.shuffle(shuffled, random);
      }
      Path folder =
          Files.createDirectories(Files.createTempDirectory(temp, "order").resolve("logs"));
      int cut = i % 2 == 0 ? shuffled.size() : shuffled.size() / 2;
      Files.write(folder.resolve("a.jsonl"), shuffled.subList(0, cut));
      try (LogIndex index = Indexes.fresh(folder.resolveSibling("index.db"), folder)) {
        Files.write(folder.resolve("b.jsonl"), shuffled.subList(cut, shuffled.size()));
        index.refresh();
        all.add(answers(index.catalog()));
      }
    }
    assertThat(all).as("in every order").allMatch(all.get(0)::equals);
    return all.get(0);
  }

  private static List<String> answers(Catalog catalog) {
    ExecutionEntry entry = Indexes.entries(catalog, Selection.ALL).get(0);
    List<String> answers = new ArrayList<>();
    for (ExecutionItem item : catalog.record(entry).items()) {
      answers.add(item.sequenceNumber() + " " + item.content());
    }
    answers.add("conflicts " + catalog.problemCounts().conflicts());
    answers.add(entry.startedAt().map(Object::toString).orElse("-"));
    answers.add(entry.endedAt().map(Object::toString).orElse("-"));
    return answers;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'timestamp':'2025-11-03T10:00:00Z' | 'timestamp':'2025-11-03T09:59:59Z' | other",
        "'timestamp':'2025-11-03T09:00:00+02:00' | 'timestamp':'2025-11-03T08:00:00Z' | one",
        "'timestamp':'2025-11-03T10:00:00Z' | 'stage':1 | one",
        "'stage':1 | 'timestamp':'2025-11-03T10:00:00Z' | other",
        "'stage':1 | 'stage':1 | one",
      })
  void ofTwoThatDifferTheEarlierStays(String one, String other, String stays) throws IOException {
    assertThat(answers(item(1, one + ",'content':'one'"), item(1, other + ",'content':'other'")))
        .startsWith("1 " + stays, "conflicts 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'content':'x','stage':1 | 'stage':1,'content':'x'",
        "'content':'x','file_path':null | 'content':'x'",
        "'content':'x','metadata':{'n':1,'m':2} | 'metadata':{'m':2.0,'n':1e0},'content':'x'",
        "'content':'x' | 'content':'\\u0078'",
      })
  void whatSaysTheSameIsOneItemAndNoConflict(String one, String other) throws IOException {
    assertThat(answers(item(1, one), item(1, other), item(1, one)))
        .startsWith("1 x", "conflicts 0");
  }

  /** Else a conflict counts twice once a log was copied with its keys in another order. */
  @Test
  void aConflictThatIsRepeatedIsOneConflict() throws IOException {
    String early = "'timestamp':'2025-11-03T09:00:00Z','content':'early'";
    String late = "'timestamp':'2025-11-03T10:00:00Z','content':'late'";
    String again = "'content':'late','timestamp':'2025-11-03T10:00:00Z'";
    String third = "'timestamp':'2025-11-03T11:00:00Z','content':'third'";
    assertThat(answers(item(2, early), item(2, late), item(2, again), item(1, "'content':'a'")))
        .startsWith("1 a", "2 early", "conflicts 1");
    assertThat(answers(item(2, early), item(2, late), item(2, again), item(2, third)))
        .startsWith("2 early", "conflicts 2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // the latest, by the time of logging before the time of the execution
        "'config_name':'a','logged_at':'2025-11-03T10:00:00Z' | 'config_name':'b','logged_at':'2025-11-03T11:00:00Z' | b",
        "'config_name':'a','timestamp':'2025-11-03T12:00:00Z' | 'config_name':'b','logged_at':'2025-11-03T11:00:00Z' | a",
        "'config_name':'a','timestamp':'2025-11-03T12:00:00Z','logged_at':'2025-11-03T10:00:00Z' | 'config_name':'b','logged_at':'2025-11-03T11:00:00Z' | b",
        // none ranks lowest, a tie is the greater text
        "'config_name':'z' | 'config_name':'b','logged_at':'2025-11-03T11:00:00Z' | b",
        "'config_name':'a','logged_at':'2025-11-03T11:00:00Z' | 'config_name':'b','logged_at':'2025-11-03T11:00:00Z' | b",
        "'config_name':'a','user_id':'u' | 'config_name':'b','user_id':'u' | b",
        // what the highest does not say, the next one says
        "'config_name':'a' | 'config_name':null,'user_id':'u','logged_at':'2025-11-03T11:00:00Z' | a",
      })
  void ofHeadsTheOneOfTheHighestRankIsBelieved(String one, String other, String config)
      throws IOException {
    assertThat(configs(head(one), head(other), item(1, "'content':'x'"))).containsOnly(config);
  }

  @Test
  void headsComeBeforeTheStartAndTheStartBeforeItems() throws IOException {
    String head = head("'config_name':'head'");
    String start =
        "{'execution_id':'e','sequence_number':3,'item_type':'pipeline_start','metadata':"
            + "{'config_name':'start'}}";
    String first = item(1, "'config_name':'first'");
    String second = item(2, "'config_name':'second'");
    assertThat(configs(head, start.replace('\'', '"'), first, second)).containsOnly("head");
    assertThat(configs(start.replace('\'', '"'), first, second)).containsOnly("start");
    assertThat(configs(first, second)).containsOnly("first");
  }

  private List<String> configs(String... lines) throws IOException {
    List<String> configs = new ArrayList<>();
    for (boolean turned : new boolean[] {false, true}) {
      List<String> order = new ArrayList<>(List.of(lines));
      if (turned) {
        Collections.reverse(order);
      }
      Path folder = Files.createTempDirectory(temp, "heads");
      Files.write(folder.resolve("a.jsonl"), order);
      try (LogIndex index = Indexes.fresh(folder.resolve("index.db"), folder)) {
        ExecutionEntry entry = Indexes.entries(index.catalog(), Selection.ALL).get(0);
        configs.add(entry.head().configName());
        configs.add(index.catalog().record(entry).head().configName());
      }
    }
    return configs;
  }

  @Test
  void beginsWithItsHeadElseItsEarliestItemAndEndsWithItsLastEnd() throws IOException {
    String early = item(2, "'timestamp':'2025-11-03T09:00:00Z','content':'a'");
    String late = item(1, "'timestamp':'2025-11-03T10:00:00Z','content':'b'");
    String end =
        "{\"execution_id\":\"e\",\"sequence_number\":%d,\"item_type\":\"%s\",\"timestamp\":\"%s\"}";
    String blocked = end.formatted(3, "stage1_blocked", "2025-11-03T12:00:00Z");
    String complete = end.formatted(4, "pipeline_complete", "2025-11-03T11:00:00Z");

    assertThat(answers(early, late)).endsWith("2025-11-03T09:00:00Z", "-");
    assertThat(answers(early, late, blocked)).endsWith("2025-11-03T12:00:00Z");
    assertThat(answers(early, blocked, complete)).endsWith("2025-11-03T11:00:00Z");
    assertThat(answers(early, head("'timestamp':'2025-11-03T08:00:00Z'")))
        .endsWith("2025-11-03T08:00:00Z", "-");
  }

  /** A listing counts by these, and doctor tells what nobody knows and which times have no zone. */
  @Test
  void countsOutputsBlocksUnknownTypesAndTimesWithoutAZone() throws IOException {
    Path folder = Files.createTempDirectory(temp, "counts");
    Files.write(
        folder.resolve("a.jsonl"),
        List.of(
            head("'timestamp':'2025-11-03T09:00:00'"),
            typed(1, "pipeline_start", "'metadata':{'timestamp':'2025-11-03T09:00:00'}"),
            typed(2, "user_input_text", "'timestamp':'2025-11-03T09:00:01'"),
            typed(3, "output_image", "'output_config_index':1,'file_path':'a.png'"),
            typed(4, "output_audio", "'output_config_index':2,'file_path':'b.wav'"),
            typed(5, "stage3_blocked", "'output_config_index':3"),
            typed(6, "sketch_note", "'timestamp':'2025-11-03T09:00:02Z'")));
    try (LogIndex index = Indexes.fresh(folder.resolve("index.db"), folder)) {
      ExecutionEntry entry = Indexes.entries(index.catalog(), Selection.ALL).get(0);
      ProblemCounts problems = index.catalog().problemCounts();

      assertThat(entry.itemCount()).isEqualTo(6);
      assertThat(entry.outputCount()).isEqualTo(2);
      assertThat(entry.blockedCount()).isEqualTo(1);
      assertThat(problems.others()).as("unknown types").isEqualTo(1);
      assertThat(problems.zonelessTimes()).isEqualTo(3);
    }
  }

  private static String typed(int number, String type, String fields) {
    return head("'sequence_number':" + number + ",'item_type':'" + type + "'," + fields);
  }
}
