package org.researchtracker.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonNull;
import org.researchtracker.model.JsonValue.JsonNumber;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.TextQuery;

/** If these fail, scripts, spreadsheets and people read something else than the rows. */
class ListingTest {
  private static final Listing LISTING =
      new Listing(
          "things",
          List.of(
              Column.of("id").shown("ID"),
              Column.of("status").shown("STATUS"),
              Column.of("count").number().shown("COUNT"),
              Column.of("hidden"),
              Column.of("content").shown("CONTENT").flex(),
              Column.of("extra")),
          List.of("id", "status", "count", "content"));

  private static Row row(String id, String status, String count, JsonValue content) {
    return Row.of(
        JsonObject.builder()
            .put("id", id)
            .put("status", status)
            .put("count", new JsonNumber(count))
            .put("hidden", JsonNull.NULL)
            .put("content", content)
            .build());
  }

  private static Row row(String content) {
    return row("a", "open", "1", JsonValue.ofNullable(content));
  }

  private static String write(ListingFormat format, ListingOptions options, Row... rows) {
    return write(format, LISTING, options, rows);
  }

  static String write(ListingFormat format, Listing listing, ListingOptions options, Row... rows) {
    try {
      StringBuilder out = new StringBuilder();
      ListingWriter writer = ListingWriter.of(format, listing, options, out);
      writer.begin(412, rows.length);
      for (Row row : rows) {
        writer.row(row);
      }
      writer.end();
      return out.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String csvCell(String content, CsvStyle style) {
    ListingOptions options =
        ListingOptions.PLAIN.withCsv(style).withColumns(List.of("id", "content"));
    String csv = write(ListingFormat.CSV, options, row(content));
    return csv.substring(csv.indexOf("\r\na") + 4, csv.length() - 2);
  }

  @Test
  void jsonHasItsEnvelopeAndOneRowALine() {
    assertThat(write(ListingFormat.JSON, ListingOptions.PLAIN, row("x\ud83d"), row("\u202e")))
        .isEqualTo(
            "{\"schema_version\":1,\"total\":412,\"returned\":2,\"things\":[\n"
                + "{\"id\":\"a\",\"status\":\"open\",\"count\":1,\"hidden\":null,"
                + "\"content\":\"x\\uD83D\"},\n"
                + "{\"id\":\"a\",\"status\":\"open\",\"count\":1,\"hidden\":null,"
                + "\"content\":\"\u202e\"}\n"
                + "]}\n");
    assertThat(write(ListingFormat.JSON, ListingOptions.PLAIN))
        .isEqualTo("{\"schema_version\":1,\"total\":412,\"returned\":0,\"things\":[]}\n");
  }

  @Test
  void jsonRefusesToEndWithAFalseCount() throws IOException {
    ListingWriter writer =
        ListingWriter.of(ListingFormat.JSON, LISTING, ListingOptions.PLAIN, new StringBuilder());
    writer.begin(2, 2);
    writer.row(row("x"));
    assertThatThrownBy(writer::end).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void unknownFieldsLieFlatAndCollidingOnesNested() {
    JsonObject extra =
        JsonObject.builder().put("gpu", "b").put("id", "mine").put("extra", 1).build();
    Row row = new Row(row("x").fields(), extra);
    assertThat(write(ListingFormat.JSONL, ListingOptions.PLAIN, row))
        .isEqualTo(
            "{\"id\":\"a\",\"status\":\"open\",\"count\":1,\"hidden\":null,\"content\":\"x\","
                + "\"gpu\":\"b\",\"extra\":{\"id\":\"mine\",\"extra\":1}}\n");
    Row free = new Row(row("x").fields(), JsonObject.builder().put("extra", 1).build());
    assertThat(write(ListingFormat.JSONL, ListingOptions.PLAIN.withColumns(List.of("extra")), free))
        .isEqualTo("{\"extra\":1}\n");
  }

  @Test
  void chosenColumnsHoldInEveryFormat() {
    ListingOptions options = ListingOptions.PLAIN.withColumns(List.of("hidden", "id", "id"));
    assertThat(write(ListingFormat.JSONL, options, row("x")))
        .isEqualTo("{\"hidden\":null,\"id\":\"a\"}\n");
    assertThat(write(ListingFormat.CSV, options, row("x"))).isEqualTo("hidden,id\r\n,a\r\n");
    assertThat(write(ListingFormat.TSV, options, row("x"))).isEqualTo("hidden\tid\n\ta\n");
    assertThat(write(ListingFormat.MD, options, row("x")))
        .isEqualTo(
            """
            | HIDDEN | ID |
            | --- | --- |
            | | a |
            """);
    assertThat(write(ListingFormat.TABLE, options, row("x"))).isEqualTo("HIDDEN  ID\n        a\n");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> write(ListingFormat.TSV, ListingOptions.PLAIN.withColumns(List.of("nope"))))
        .withMessage("no column 'nope'; columns: id, status, count, hidden, content, extra");
  }

  @Test
  void csvTellsNullFromEmptyAndQuotes() {
    Row row = new Row(row("").fields(), JsonObject.builder().put("k", "a\"b,\u202e\u0085").build());
    assertThat(write(ListingFormat.CSV, ListingOptions.PLAIN, row))
        .isEqualTo(
            String.join(
                "\r\n",
                "id,status,count,hidden,content,extra",
                "a,open,1,,\"\",\"{\"\"k\"\":\"\"a\\\"\"b,\\u202e\\u0085\"\"}\"",
                ""));
    assertThat(csvCell("a\nb\r\nc\u001b\"", CsvStyle.SAFE)).isEqualTo("\"a\nb\r\nc\\x1b\"\"\"");
    assertThat(csvCell("a;b", CsvStyle.SAFE.withDelimiter(';'))).isEqualTo("\"a;b\"");
    assertThat(csvCell(" a", CsvStyle.SAFE)).isEqualTo("\" a\"");
  }

  @Test
  void csvDefusesWhatASpreadsheetWouldRun() {
    for (String hostile :
        List.of(
            "=1+1",
            "+1+cmd",
            "-2+3",
            "@SUM(A1)",
            " =x",
            "\u3000=x",
            "\u00a0=x",
            "\u200b=x",
            "＝x",
            "＋x",
            "－x",
            "＠x",
            "\tx",
            "\rx",
            "\n=x",
            "\u0001=x")) {
      assertThat(csvCell(hostile, CsvStyle.SAFE)).as(hostile).matches("(?s)\"?'.*");
    }
    for (String harmless : List.of("-3", "+4.5", "-1e9", "a=b", "'x", "—x")) {
      assertThat(csvCell(harmless, CsvStyle.SAFE)).isEqualTo(harmless);
    }
    assertThat(csvCell("=1+1", CsvStyle.SAFE.withDefuse(false))).isEqualTo("=1+1");
    assertThat(csvCell("\u001b=\t", CsvStyle.FAITHFUL)).isEqualTo("\u001b=\t");
    Row negative = row("a", "open", "-3", JsonNull.NULL);
    assertThat(write(ListingFormat.CSV, ListingOptions.PLAIN, negative)).contains(",-3,");
    assertThat(write(ListingFormat.CSV, ListingOptions.PLAIN.withCsv(CsvStyle.FAITHFUL)))
        .startsWith("\ufeffid,");
  }

  @Test
  void tsvIsOneLineARowAndTellsNullFromEmpty() {
    ListingOptions options = ListingOptions.PLAIN.withColumns(List.of("content", "hidden"));
    Row json = row("a", "open", "1", JsonObject.builder().put("a", "\t\"").build());
    assertThat(
            write(
                ListingFormat.TSV,
                options,
                row(""),
                row("\"\""),
                row("a\tb\nc\\\u202e"),
                row("=1"),
                json))
        .isEqualTo(
            """
            content\thidden
            ""\t
            \\x22\\x22\t
            a\\tb\\nc\\\\\\u202e\t
            =1\t
            {"a":"\\\\t\\\\""}\t
            """);
  }

  @Test
  void markdownCellsCannotLeaveTheirCell() {
    assertThat(write(ListingFormat.MD, ListingOptions.PLAIN, row("a|b\n<script>")))
        .isEqualTo(
            """
            | ID | STATUS | COUNT | CONTENT |
            | --- | --- | ---: | --- |
            | a | open | 1 | a\\|b\\\\n&lt;script&gt; |
            """);
  }

  @Test
  void tableIsAlignedByCellsAndCutToTheTerminal() {
    Row wide = row("日本", "complete", "12", JsonValue.ofNullable("ein sehr langer Text"));
    Row none = row("b", "open", "3", JsonNull.NULL);
    assertThat(
            write(
                ListingFormat.TABLE,
                ListingOptions.PLAIN.withTerminal(33, Palette.NONE),
                wide,
                none))
        .isEqualTo(
            """
            ID    STATUS    COUNT  CONTENT
            日本  complete     12  ein sehr …
            b     open          3
            """);
    assertThat(write(ListingFormat.TABLE, ListingOptions.PLAIN, wide))
        .contains("ein sehr langer Text\n");
    assertThat(write(ListingFormat.TABLE, ListingOptions.PLAIN)).isEmpty();
  }

  @Test
  void tableFitsEveryTerminal() {
    Row hostile =
        row("👩‍🎨".repeat(9), "complete", "12", JsonValue.ofNullable("a\n\u001b[2Jé".repeat(9)));
    for (int cells = 1; cells < 120; cells++) {
      String table =
          write(
              ListingFormat.TABLE, ListingOptions.PLAIN.withTerminal(cells, Palette.NONE), hostile);
      for (String line : table.lines().toList()) {
        assertThat(DisplayWidth.of(line)).isLessThanOrEqualTo(cells);
        assertThat(line).doesNotEndWith(" ").doesNotContain("\u001b");
      }
    }
  }

  @Test
  void tableColoursStatusAndHitsWithoutChangingTheWidth() {
    ListingOptions options =
        ListingOptions.PLAIN
            .withTerminal(80, Palette.ANSI)
            .withColumns(List.of("status", "content"))
            .withQuery(TextQuery.parse("blume welt").orElseThrow());
    assertThat(
            write(
                ListingFormat.TABLE,
                options,
                row("a", "error", "1", JsonValue.ofNullable("Eine Blume!"))))
        .isEqualTo(
            """
            \u001b[1mSTATUS\u001b[0m  \u001b[1mCONTENT\u001b[0m
            \u001b[31merror\u001b[0m   Eine \u001b[1;31mBlume\u001b[0m!
            """);
  }

  @Test
  void tableStreamsAfterTheRowsItMeasured() throws IOException {
    StringBuilder out = new StringBuilder();
    ListingWriter writer =
        ListingWriter.of(
            ListingFormat.TABLE,
            LISTING,
            ListingOptions.PLAIN.withColumns(List.of("id", "content")),
            out);
    writer.begin(0, 0);
    writer.row(row("short"));
    assertThat(out).isEmpty();
    writer.flush();
    assertThat(out.toString()).isEqualTo("ID  CONTENT\na   short\n");
    writer.row(row("much longer"));
    assertThat(out.toString()).endsWith("a   much l…\n");
  }
}
