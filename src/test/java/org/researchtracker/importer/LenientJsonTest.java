package org.researchtracker.importer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.researchtracker.model.JsonValue.JsonArray;
import org.researchtracker.model.JsonValue.JsonObject;

/** JSON as it is met in the field. */
class LenientJsonTest {
  private static final String RECORD =
      "{\"id\": \"x\", \"n\": 12345, \"items\": [{\"a\": 1}, {\"b\": \"}],{\"}, {\"c\": [1, 2]}],"
          + " \"end\": 67.5}";

  /** Wherever a file was cut off, what is whole is kept, and nothing half. */
  @Test
  void keepsWhatIsWholeOfATextThatBreaksOff() {
    for (int cut = 1; cut < RECORD.length(); cut++) {
      LenientJson.Parsed parsed = LenientJson.parse(RECORD.substring(0, cut));
      JsonObject object = parsed.object();
      int items = 0;
      for (String item : new String[] {"{\"a\": 1}", "{\"b\": \"}],{\"}", "{\"c\": [1, 2]}"}) {
        items += RECORD.indexOf(item) + item.length() <= cut ? 1 : 0;
      }
      int read = object.get("items").map(value -> ((JsonArray) value).elements().size()).orElse(0);

      assertThat(parsed.isWhole()).as(RECORD.substring(0, cut)).isFalse();
      assertThat(read).as(RECORD.substring(0, cut)).isEqualTo(items);
      object.get("n").ifPresent(n -> assertThat(n.toJson()).isEqualTo("12345"));
      assertThat(object.get("end")).as("may have lost digits").isEmpty();
    }
    assertThat(LenientJson.parse(RECORD).isWhole()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "NaN, '\"NaN\"'",
    "-Infinity, '\"-Infinity\"'",
    "Infinity, '\"Infinity\"'",
    "1e400, 1e400",
    "1180591620717411303424, 1180591620717411303424",
    "1.10, 1.10",
    "'\"\\ud83d\"', '\"\\uD83D\"'"
  })
  void keepsValuesByTheirText(String value, String kept) {
    LenientJson.Parsed parsed = LenientJson.parse("{\"v\": [" + value + "]}");

    assertThat(parsed.object().toJson()).isEqualTo("{\"v\":[" + kept + "]}");
    assertThat(parsed.notes().isEmpty()).isEqualTo(!kept.contains("N") && !kept.contains("I"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "nul", "{", "[", "\u0000\u0000", "{\"a\"", "{]", "\ufeff{}x"})
  void saysWhyItCouldNotReadOn(String text) {
    assertThat(LenientJson.parse(text).fault()).isNotEmpty();
  }

  /** If this fails, a teacher reads of a parser's inner life instead of where a file is damaged. */
  @ParameterizedTest
  @CsvSource({
    "'{\"a\": 1,\n\"b\": [1, {\"c\": 2', breaks off at line 2",
    "'{\"a\": 1,\n', breaks off at line 2",
    "'{\"a\": \"ha', breaks off at line 1",
    "'[1,\n\n', breaks off at line 3",
    "'{\"a\"', breaks off at line 1"
  })
  void saysInPlainWordsWhereATextBreaksOff(String text, String fault) {
    assertThat(LenientJson.parse(text).fault()).isEqualTo(fault);
  }

  @Test
  void readsTheFirstOfTwoTextsAndTheLastOfTwoMembers() {
    LenientJson.Parsed parsed = LenientJson.parse("{\"a\":1,\"a\":2}\n\"device\": null}");

    assertThat(parsed.object().toJson()).isEqualTo("{\"a\":2}");
    assertThat(parsed.fault()).isEqualTo("more text follows the JSON");
    assertThat(parsed.notes()).containsExactly("a: written twice, the last one counts");
  }

  @Test
  void endsWhereNestingIsDeeperThanAnyWriterMakesIt() {
    LenientJson.Parsed parsed = LenientJson.parse("{\"a\":1,\"b\":" + "[".repeat(100_000));

    assertThat(parsed.object().toJson()).startsWith("{\"a\":1");
    assertThat(parsed.isWhole()).isFalse();
  }
}
