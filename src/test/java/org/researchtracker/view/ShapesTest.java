package org.researchtracker.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.researchtracker.view.Records.item;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.researchtracker.model.ExecutionRecord;
import org.researchtracker.model.JsonValue.JsonNumber;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.ListedExecution;
import org.researchtracker.model.OutputCounts;
import org.researchtracker.model.StatsGroup;
import org.researchtracker.model.StatsKey;
import org.researchtracker.model.TextQuery;

/** If these fail, the contract of the JSON and of the fixed columns is broken. */
class ShapesTest {

  private static Row design() {
    return Shapes.execution(ListedExecution.of(Records.design(), Shown.BERLIN), Shown.BERLIN);
  }

  private static void assertRowFills(Listing listing, Row row) {
    List<String> names = new ArrayList<>(row.fields().members().keySet());
    if (listing.names().contains("extra")) {
      names.add("extra");
    }
    assertThat(names).isEqualTo(listing.names());
    assertThat(listing.names()).containsAll(listing.table());
  }

  @Test
  void everyColumnHasItsFieldInOrder() {
    ExecutionRecord record = Records.design();
    assertRowFills(Shapes.EXECUTIONS, design());
    assertRowFills(Shapes.ITEMS, Shapes.item(record.head(), record.items().get(0), Shown.BERLIN));
    assertRowFills(
        Shapes.SEARCH,
        Shapes.hit(
            record.head(),
            record.items().get(0),
            TextQuery.parse("blume").orElseThrow(),
            Shown.BERLIN));
    assertRowFills(Shapes.OUTPUTS, OutputRows.of(record, Shown.BERLIN).get(0));
    assertRowFills(
        GroupRows.listing(List.of(StatsKey.DAY, StatsKey.OUTPUT_CONFIG)),
        GroupRows.row(
            List.of(StatsKey.DAY, StatsKey.OUTPUT_CONFIG),
            new StatsGroup(
                List.of(Optional.of("2025-11-03"), Optional.empty()),
                1,
                2,
                new OutputCounts(3, 4, 5, 6, 7))));
    assertRowFills(Shapes.PROBLEMS, Shapes.problem("k", null, null, null, "r", null, null));
    assertRowFills(Shapes.PROBLEMS_WITH_EXCERPTS, Shapes.problem("k", "f", 1L, 2L, "r", "h", "{"));
  }

  @Test
  void executionCountsAndTimesAreDerived() {
    JsonObject json = design().toJson();
    assertThat(json.toJson())
        .startsWith("{\"execution_id\":\"abc-123\",\"config_name\":\"image_comparison\",")
        .endsWith(
            "\"status\":\"open\",\"item_count\":8,\"output_count\":2,\"blocked_count\":0,"
                + "\"started_at\":\"2025-11-03T14:30:21+01:00\",\"ended_at\":null,"
                + "\"input_text\":\"Eine Blume\"}");
  }

  @Test
  void listTableShowsLocalTimesInTheShortSet() {
    assertThat(
            ListingTest.write(
                ListingFormat.TABLE, Shapes.EXECUTIONS, ListingOptions.PLAIN, design()))
        .isEqualTo(
            """
            EXECUTION  START                DEVICE  CONFIG            STATUS  OUTPUTS  BLOCKED  INPUT
            abc-123    2025-11-03 14:30:21          image_comparison  open          2        0  Eine Blume
            """);
    assertThat(
            ListingTest.write(ListingFormat.TSV, Shapes.EXECUTIONS, ListingOptions.PLAIN, design()))
        .contains("\t2025-11-03T14:30:21+01:00\t");
  }

  @Test
  void searchSaysWhereTheHitIs() {
    ExecutionRecord record =
        new Records()
            .add(item("user_input_text").content("😀".repeat(60) + " Blume " + "b".repeat(60)))
            .build();
    JsonObject json =
        Shapes.hit(
                record.head(),
                record.items().get(0),
                TextQuery.parse("BLUME").orElseThrow(),
                Shown.BERLIN)
            .toJson();
    assertThat(json.get("hits").orElseThrow().toJson()).isEqualTo("[{\"start\":61,\"end\":66}]");
    assertThat(json.string("excerpt").orElseThrow())
        .isEqualTo("…" + "😀".repeat(20) + " Blume " + "b".repeat(39) + "…");
  }

  @Test
  void outputsHaveARowForEachRequestedOne() {
    ExecutionRecord record =
        new Records()
            .announced("a", "b", "c")
            .head("used_seed", new JsonNumber("7"))
            .add(item("user_input_text").content("in"))
            .add(item("interception_result").content("inter"))
            .add(item("output_image").index(1).config("a").path("1.png").model("m"))
            .add(
                item("output_image")
                    .index(1)
                    .config("a")
                    .path("2.png")
                    .metadata(JsonObject.builder().put("seed", new JsonNumber("42")).build()))
            .add(item("stage3_blocked").index(2).meta("reason", "no"))
            .add(item("stage_transition").stage(4))
            .add(item("pipeline_error").content("boom"))
            .build();
    assertThat(
            ListingTest.write(
                ListingFormat.TSV,
                Shapes.OUTPUTS,
                ListingOptions.PLAIN.withColumns(
                    List.of(
                        "output_config_index",
                        "config_used",
                        "outcome",
                        "block_reason",
                        "error_message",
                        "interception_text",
                        "seed",
                        "file_path",
                        "metadata")),
                OutputRows.of(record, Shown.BERLIN).toArray(Row[]::new)))
        .isEqualTo(
            "output_config_index\tconfig_used\toutcome\tblock_reason\terror_message\t"
                + "interception_text\tseed\tfile_path\tmetadata\n"
                + "1\ta\tgenerated\t\t\tinter\t7\t1.png\t{}\n"
                + "1\ta\tgenerated\t\t\tinter\t42\t2.png\t{\"seed\":42}\n"
                + "2\tb\tblocked\tno\t\tinter\t\t\t{}\n"
                + "3\tc\tfailed\t\tboom\tinter\t\t\t{}\n");
  }

  /** Looking through all items for each of them would take minutes. */
  @Test
  void anExecutionMayHaveAnyNumberOfOutputs() {
    Records items = new Records().head("config_name", "c");
    int outputs = 40_000;
    for (int i = 0; i < outputs; i++) {
      items.add(item("output_image").index(1 + i % 1000));
    }
    assertThat(
            OutputRows.of(items.add(item("user_input_text").content("in")).build(), Shown.BERLIN))
        .hasSize(outputs)
        .allMatch(row -> row.value("input_text").toJson().equals("\"in\""));
  }

  @Test
  void recordJsonIsTheRecordWithStatusAndTimes() {
    ExecutionRecord record =
        new Records()
            .head("config_name", "c")
            .extra(JsonObject.builder().put("room", "2").put("status", "odd").build())
            .add(
                item("output_image")
                    .content("\ud83d")
                    .extra(JsonObject.builder().put("time", "mine").build()))
            .build();
    String json = RecordJson.of(record, Shown.BERLIN).toJson();
    assertThat(json)
        .startsWith("{\"schema_version\":1,\"execution_id\":\"abc-123\",\"config_name\":\"c\",")
        .contains(
            "\"room\":\"2\",\"extra\":{\"status\":\"odd\"},\"status\":\"open\","
                + "\"started_at\":\"2025-11-03T14:30:21+01:00\",\"ended_at\":null,\"items\":[{")
        .contains("\"content\":\"\\uD83D\"")
        .endsWith(
            "\"metadata\":{},\"time\":\"2025-11-03T14:30:21+01:00\","
                + "\"extra\":{\"time\":\"mine\"}}]}");
    assertThat(RecordJson.text(record, Shown.BERLIN))
        .startsWith("{\n  \"schema_version\": 1,\n")
        .endsWith("}\n");
  }

  @Test
  void labelsOfTheUserComeBeforeBuiltInOnes() {
    Labels labels =
        Labels.builtIn().with(java.util.Map.of("sd35_large", "Das große", "d1", "iPad"));
    assertThat(labels.of("sd35_large")).isEqualTo("Das große");
    assertThat(labels.of("gpt_image_1")).isEqualTo("GPT Image 1");
    assertThat(labels.of("unheard")).isEqualTo("unheard");
    assertThat(labels.both("d1")).isEqualTo("d1 (iPad)");
  }
}
