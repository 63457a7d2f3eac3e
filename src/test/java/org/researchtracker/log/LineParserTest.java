package org.researchtracker.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.researchtracker.log.LineParser.Detail;
import org.researchtracker.log.ParsedLine.Kind;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.JsonValue.JsonNumber;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.MediaType;

/**
 * If these fail, lines of a log are read as something else than they say, or good ones are lost.
 */
class LineParserTest {
  private static ParsedLine parse(String line) throws UnreadableLineException {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    return LineParser.parse(bytes, 0, bytes.length, Detail.FULL);
  }

  private static String refusal(String line) {
    try {
      parse(line);
      return "read";
    } catch (UnreadableLineException e) {
      return e.problem().reason();
    }
  }

  private static ExecutionItem item(String fields) throws UnreadableLineException {
    return parse("{\"execution_id\":\"e\"," + fields + "}").items().get(0).toItem();
  }

  @Test
  void theKindOfALineIsToldByItsFields() throws UnreadableLineException {
    assertThat(parse("{\"seq\":1,\"item_type\":\"x\",\"execution_id\":\"e\"}").kind())
        .isEqualTo(Kind.ITEM);
    assertThat(parse("{\"execution_id\":\"e\",\"config_name\":\"c\"}").kind())
        .isEqualTo(Kind.EXECUTION);
    assertThat(parse("{\"execution_id\":\"e\",\"items\":[]}").kind()).isEqualTo(Kind.RECORD);
    assertThat(parse("{\"execution_id\":\"e\",\"items\":null,\"item_type\":null}").kind())
        .isEqualTo(Kind.EXECUTION);
  }

  @Test
  void aliasesGetTheirCanonicalNames() throws UnreadableLineException {
    ExecutionItem item =
        item(
            "\"seq\":7,\"item_type\":\"output_image\",\"loop_iteration\":2,\"backend_used\":\"comfyui\"");
    assertThat(item.sequenceNumber()).isEqualTo(7);
    assertThat(item.outputConfigIndex()).isEqualTo(2);
    assertThat(item.backendType()).isEqualTo("comfyui");
    assertThat(item.extra().isEmpty()).isTrue();
  }

  @Test
  void anAliasBesideItsCanonicalNameIsKeptAsAnUnknownField() throws UnreadableLineException {
    ExecutionItem item = item("\"seq\":7,\"sequence_number\":8,\"item_type\":\"x\"");
    assertThat(item.sequenceNumber()).isEqualTo(8);
    assertThat(item.extra().toJson()).isEqualTo("{\"seq\":7}");
  }

  @ParameterizedTest
  @CsvSource({
    "pipeline_start,0,metadata",
    "user_input_text,1,text",
    "user_input_image,1,image",
    "translation_result,1,text",
    "stage1_blocked,1,metadata",
    "interception_final,2,text",
    "stage3_safety_check,3,metadata",
    "output_3d,4,3d",
    "output_music,4,music",
    "pipeline_complete,5,metadata",
    "pipeline_error,5,metadata"
  })
  void stageAndMediumFollowFromTheTypeWhereTheLineNamesNone(String type, int stage, String medium)
      throws UnreadableLineException {
    ExecutionItem item = item("\"seq\":1,\"item_type\":\"" + type + "\"");
    assertThat(item.stage()).isEqualTo(stage);
    assertThat(item.mediaType()).isEqualTo(MediaType.of(medium));
  }

  @Test
  void anErrorStrikesInTheStageThatItsMetadataNames() throws UnreadableLineException {
    assertThat(
            item("\"seq\":1,\"item_type\":\"pipeline_error\",\"metadata\":{\"error_stage\":3}")
                .stage())
        .isEqualTo(3);
  }

  @Test
  void numbersKeepTheirText() throws UnreadableLineException {
    String fields =
        "\"seq\":1,\"item_type\":\"x\",\"execution_time\":1.50,\"metadata\":{\"a\":1.10,\"b\":1E5,\"c\":"
            + "1180591620717411303424,\"d\":-0}";
    ExecutionItem item = item(fields);
    assertThat(item.executionTime()).isEqualTo(new JsonNumber("1.50"));
    assertThat(item.metadata().toJson())
        .isEqualTo("{\"a\":1.10,\"b\":1E5,\"c\":1180591620717411303424,\"d\":-0}");
  }

  @Test
  void loneSurrogatesAndNulAreReadFaithfully() throws UnreadableLineException {
    ExecutionItem item = item("\"seq\":1,\"item_type\":\"x\",\"content\":\"a\\uD83D\\u0000b\"");
    assertThat(item.content()).isEqualTo("a\uD83D\0b");
    assertThat(item.toJson().toJson()).contains("\"a\\uD83D\\u0000b\"");
  }

  @Test
  void namesWithHalvesOfSurrogatePairsAreReadFaithfully() throws UnreadableLineException {
    String metadata = "{\"\\uD83D\":1.10,\"a\\\\ud83d\":\"\\uDC00 \uD83D\uDC69\",\"\\uDC00b\":{}}";
    ExecutionItem item = item("\"seq\":1,\"item_type\":\"x\",\"metadata\":" + metadata);
    assertThat(item.metadata().toJson()).isEqualTo(metadata);
    assertThat(refusal("{\"execution_id\":\"e\",\"\\ud83d\":1,\"\\ud83d\":2}"))
        .startsWith("duplicate key");
    assertThat(refusal("{\"execution_id\":\"e\",\"\\ud83d\":1,}")).isEqualTo("not JSON");
  }

  @Test
  void unknownTypesAndFieldsAreCarriedAlong() throws UnreadableLineException {
    ExecutionItem item =
        item(
            "\"seq\":1,\"item_type\":\"output_hologram\",\"media_type\":\"smell\",\"room\":{\"n\":2}");
    assertThat(item.itemType().isOutput()).isTrue();
    assertThat(item.mediaType()).isEqualTo(new MediaType("smell"));
    assertThat(item.extra().toJson()).isEqualTo("{\"room\":{\"n\":2}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"execution_id\":\"e\",\"seq\":1}|item_type is missing",
        "{\"seq\":1,\"item_type\":\"x\"}|execution_id is missing",
        "{\"execution_id\":\"e\",\"item_type\":\"x\"}|sequence_number is missing",
        "{\"execution_id\":\"e\",\"item_type\":\"x\",\"seq\":0}|seq is not an integer from 1",
        "{\"execution_id\":\"e\",\"item_type\":\"x\",\"sequence_number\":1.0}|sequence_number is not an integer from 1",
        "{\"execution_id\":\"e\",\"item_type\":\"x\",\"sequence_number\":99999999999999999999}|"
            + "sequence_number is not an integer from 1",
        "{\"execution_id\":\"e\",\"item_type\":\"x\",\"seq\":1,\"stage\":6}|stage is not an integer from 0 to 5",
        "{\"execution_id\":\"e\",\"item_type\":\"x\",\"seq\":1,\"content\":5}|content is not a string",
        "{\"execution_id\":\"e\",\"item_type\":\"x\",\"seq\":1,\"metadata\":[]}|metadata is not an object",
        "{\"execution_id\":\"e\",\"output_configs\":\"a\"}|output_configs is not an array of strings",
        "{\"execution_id\":\"e\",\"execution_id\":\"f\"}|duplicate key execution_id",
        "{\"execution_id\":\"e\",\"x\":{\"a\":1,\"a\":1}}|duplicate key a",
        "{\"execution_id\":\"e\"}{}|more text follows the JSON object",
        "[1]|not a JSON object",
        "7|not a JSON object"
      })
  void aLineThatIsNoneSaysWhy(String line, String reason) {
    assertThat(refusal(line)).isEqualTo(reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"execution_id\":\"e\",\"x\":NaN}",
        "{\"execution_id\":\"e\",\"x\":Infinity}",
        "{\"execution_id\":\"e\",\"x\":01}",
        "{\"execution_id\":\"e\",}",
        "{\"execution_id\":\"e\"",
        "{'execution_id':'e'}",
        "{\"execution_id\":\"a\tb\"}",
        "{broken"
      })
  void whatIsNotJsonIsSaidToBeNotJson(String line) {
    assertThat(refusal(line)).startsWith("not JSON");
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> LineParser.parse(bytes, 0, bytes.length, Detail.FACTS))
        .isInstanceOf(UnreadableLineException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Frieda Kahlo, 4b|not JSON near byte 1 of the line",
        "{\"execution_id\":\"e\",\"x\":NaN}|not JSON: NaN or Infinity near byte 28 of the line",
        "{\"execution_id\":\"Frieda|not JSON: the line breaks off"
      })
  void whyALineIsNotJsonIsSaidWithoutWordsOfIt(String line, String reason) {
    // What pupils wrote is shown by doctor on request only, but the reason always.
    assertThat(refusal(line)).isEqualTo(reason);
  }

  @Test
  void nestingOverAThousandIsRefusedAndUpToItIsRead() throws UnreadableLineException {
    String deep = "[".repeat(999) + "]".repeat(999);
    assertThat(parse("{\"execution_id\":\"e\",\"x\":" + deep + "}").extra().isEmpty()).isFalse();
    assertThat(
            refusal("{\"execution_id\":\"e\",\"x\":" + "[".repeat(1000) + "]".repeat(1000) + "}"))
        .contains("nesting");
  }

  @Test
  void invalidUtf8IsRefusedWhereverItStands() {
    for (byte[] bad :
        new byte[][] {
          {(byte) 0xff},
          {(byte) 0xc3},
          {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
          {(byte) 0xc0, (byte) 0x80}
        }) {
      byte[] line = "{\"execution_id\":\"e\",\"x\":\"....\"}".getBytes(StandardCharsets.UTF_8);
      System.arraycopy(bad, 0, line, 25, bad.length);
      assertThatThrownBy(() -> LineParser.parse(line, 0, line.length, Detail.FACTS))
          .hasMessageStartingWith("invalid UTF-8");
    }
  }

  @Test
  void aBadItemOfARecordDoesNotTakeTheOthersWithIt() throws UnreadableLineException {
    ParsedLine line =
        parse(
            "{\"execution_id\":\"e\",\"items\":[{\"seq\":1,\"item_type\":\"x\"},{\"seq\":{\"a\":[1]},\"item_type\":\"x\"},"
                + "\"no\",{\"seq\":4,\"item_type\":\"x\"},{\"seq\":5,\"item_type\":\"x\",\"execution_id\":\"f\"}]}");
    assertThat(line.items()).extracting(ParsedItem::sequenceNumber).containsExactly(1L, 4L);
    assertThat(line.places()).containsExactly(0, 3);
    assertThat(line.problems()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"seq\":2,\"seq\":2,\"item_type\":\"x\"}",
        "{\"seq\":2,\"item_type\":\"x\",\"metadata\":{\"a\":[{\"b\":1,\"b\":{\"c\":[]}}],\"d\":2}}"
      })
  void aDuplicateKeyInAnItemOfARecordIsAFaultOfThatItemAlone(String twice)
      throws UnreadableLineException {
    String text =
        "{\"execution_id\":\"e\",\"items\":[{\"seq\":1,\"item_type\":\"x\"},"
            + twice
            + ",{\"seq\":3,\"item_type\":\"y\"}],\"config_name\":\"dada\"}";
    ParsedLine line = parse(text);
    assertThat(line.items()).extracting(ParsedItem::sequenceNumber).containsExactly(1L, 3L);
    assertThat(line.head().toJson()).isEqualTo("{\"config_name\":\"dada\"}");
    assertThat(line.problems()).hasSize(1).first().asString().contains("items[1]: duplicate key");
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertThat(LineParser.parse(bytes, 0, bytes.length, Detail.FACTS).places())
        .isEqualTo(line.places());
  }

  @Test
  void aNewerFormatIsReadAsFarAsThisOneGoes() throws UnreadableLineException {
    ParsedLine line = parse("{\"execution_id\":\"e\",\"log_version\":2}");
    assertThat(line.problems())
        .extracting(LineProblem::kind)
        .containsExactly(ProblemKind.NEWER_FORMAT);
  }

  @Test
  void theBeginningOfALineThatIsTooLongGivesItsItemWithoutContent() {
    byte[] beginning =
        "{\"execution_id\":\"e\",\"seq\":3,\"item_type\":\"translation_result\",\"content\":\"aaa"
            .getBytes(StandardCharsets.UTF_8);
    Optional<ParsedLine> line = LineParser.salvage(beginning, beginning.length);
    assertThat(line).isPresent();
    assertThat(line.get().items().get(0).sequenceNumber()).isEqualTo(3);
    assertThat(line.get().items().get(0).hasContent()).isFalse();
    assertThat(LineParser.salvage(beginning, 20)).isEmpty();
  }

  @Test
  void whatStandsOnALineOfTheWrongKindIsKept() throws UnreadableLineException {
    // Lost here, it would be lost in every bundle.
    JsonObject.Builder others = JsonObject.builder();
    others.putAll(EveryField.allBut("item_type", "timestamp", "sequence_number"));
    others.put("loop_iteration", 5).put("backend_used", "o");
    JsonObject fields = others.build();
    assertThat(parse(EveryField.withId(fields)).extra()).isEqualTo(fields);

    JsonObject numbered = others.putAll(fields).put("sequence_number", 7).put("seq", 8).build();
    String record = EveryField.withId(numbered).replaceFirst(",", ",\"items\":[],");
    assertThat(parse(record).extra()).isEqualTo(numbered);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void everyStageIsRead(int stage) throws UnreadableLineException {
    assertThat(item("\"seq\":1,\"item_type\":\"x\",\"stage\":" + stage).stage()).isEqualTo(stage);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"stage", "output_config_index", "stage_iteration", "execution_time", "content"})
  void nullIsAsAbsent(String field) throws UnreadableLineException {
    ParsedLine line =
        parse("{\"execution_id\":\"e\",\"seq\":1,\"item_type\":\"x\",\"" + field + "\":null}");
    assertThat(line.items().get(0).canonicalText())
        .isEqualTo("{\"item_type\":\"x\",\"sequence_number\":1}");
  }

  @Test
  void aFirstItemOfAnotherExecutionIsNotTakenIntoTheRecord() throws UnreadableLineException {
    // Otherwise one pupil's text would stand in the record of another.
    ParsedLine line =
        parse(
            "{\"execution_id\":\"e\",\"items\":["
                + "{\"execution_id\":\"f\",\"seq\":1,\"item_type\":\"x\"},"
                + "{\"seq\":2,\"item_type\":\"x\"}]}");
    assertThat(line.items()).extracting(ParsedItem::sequenceNumber).containsExactly(2L);
    assertThat(line.places()).containsExactly(1);
    assertThat(line.problems()).hasSize(1);
  }

  @Test
  void theVersionOfTodayIsNoProblem() throws UnreadableLineException {
    assertThat(parse("{\"execution_id\":\"e\",\"log_version\":1}").problems()).isEmpty();
  }

  @Test
  void factsAgreeWithTheFullReading() throws UnreadableLineException {
    String line =
        "{\"execution_id\":\"e\",\"seq\":1,\"item_type\":\"stage1_blocked\",\"metadata\":{\"reason\":\"r\"},\"content\":\"c\","
            + "\"file_path\":\"p\",\"config_used\":\"k\",\"model_used\":\"m\"}";
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    ParsedItem facts = LineParser.parse(bytes, 0, bytes.length, Detail.FACTS).items().get(0);
    assertThat(facts.hasContent()).isTrue();
    assertThat(facts.hasFilePath()).isTrue();
    assertThat(facts.metadata().string("reason")).contains("r");
    assertThat(facts.configUsed()).isEqualTo("k");
  }
}
