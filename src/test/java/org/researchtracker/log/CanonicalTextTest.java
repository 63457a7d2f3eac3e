package org.researchtracker.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.researchtracker.log.LineParser.Detail;
import org.researchtracker.model.ExecutionItem;

/**
 * What says the same is one item. If these fail, an item is lost, or one is counted as a conflict
 * with itself.
 */
class CanonicalTextTest {
  private static ParsedLine parse(String line) throws UnreadableLineException {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    return LineParser.parse(bytes, 0, bytes.length, Detail.FULL);
  }

  @Test
  void equalItemsHaveTheSameCanonicalTextHoweverTheyAreWritten() throws UnreadableLineException {
    String one =
        "{\"execution_id\":\"e\",\"seq\":1,\"item_type\":\"x\",\"metadata\":{\"b\":1.0,\"a\":[1e1]},\"content\":null}";
    String other =
        "{\"config_name\":\"c\",\"metadata\":{\"a\":[10],\"b\":1},\"item_type\":\"x\",\"sequence_number\":1,\"execution_id\":\"e\"}";
    assertThat(parse(one).items().get(0).canonicalText())
        .isEqualTo(parse(other).items().get(0).canonicalText());
    assertThat(parse(one.replace("1.0", "1.1")).items().get(0).canonicalText())
        .isNotEqualTo(parse(other).items().get(0).canonicalText());
  }

  @ParameterizedTest
  @CsvSource({
    "0, -0.0e5, true",
    "1.50, 15e-1, true",
    "-100, -1E+2, true",
    "0.00120, 12e-4, true",
    "10e99999999998, 1e99999999999, true",
    "1e-0000000000000000000001, 0.1, true",
    "1e9999999999999999999, 1e9999999999999999999, true",
    "1, -1, false",
    "1.5, 15, false",
    "1e99999999999, 1e99999999998, false",
    "1e9999999999999999999, 1e9999999999999999998, false"
  })
  void numbersAreComparedByValue(String one, String other, boolean same)
      throws UnreadableLineException {
    // Otherwise a line that another writer wrote again would be told as a conflict, or one lost.
    assertThat(canonicalText(one).equals(canonicalText(other))).isEqualTo(same);
  }

  @Test
  void millionsOfDigitsDoNotKeepAReaderBusy() throws UnreadableLineException {
    // Two such lines of one item once took every command minutes.
    String zeros = "0".repeat(5_000_000);
    String nines = "9".repeat(5_000_000);
    assertThat(canonicalText("1" + zeros)).isEqualTo(canonicalText("1e5000000"));
    assertThat(canonicalText("0." + nines)).isEqualTo(canonicalText(nines + "e-5000000"));
  }

  private static String canonicalText(String number) throws UnreadableLineException {
    String line =
        "{\"execution_id\":\"e\",\"seq\":1,\"item_type\":\"x\",\"metadata\":{\"n\":"
            + number
            + "}}";
    return parse(line).items().get(0).canonicalText();
  }

  @Test
  void everyFieldIsReadAndWritten() throws UnreadableLineException {
    ExecutionItem item =
        parse(EveryField.withId(EveryField.object(EveryField.ALL))).items().get(0).toItem();

    assertThat(item.toJson().members().keySet()).containsExactlyElementsOf(ExecutionItem.FIELDS);
    assertThat(item.toJson().toJson()).isEqualTo(EveryField.ALL);
  }

  static List<String> fields() {
    return ExecutionItem.FIELDS;
  }

  /** Taken for the same, one of the two would be gone without a word. */
  @ParameterizedTest
  @MethodSource("fields")
  void itemsThatDifferInOneFieldAreTwo(String name) throws UnreadableLineException {
    if (!name.equals("sequence_number") && !name.equals("item_type")) {
      assertThat(parse(EveryField.withId(EveryField.allBut(name))).items().get(0).canonicalText())
          .isNotEqualTo(
              parse(EveryField.withId(EveryField.object(EveryField.ALL)))
                  .items()
                  .get(0)
                  .canonicalText());
    }
  }
}
