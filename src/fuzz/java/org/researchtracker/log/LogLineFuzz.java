package org.researchtracker.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.researchtracker.fuzzing.Inputs.check;

import java.io.IOException;
import java.util.List;
import org.researchtracker.fuzzing.FuzzTarget;
import org.researchtracker.fuzzing.Inputs;
import org.researchtracker.log.LineParser.Detail;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonArray;
import org.researchtracker.model.JsonValue.JsonNumber;
import org.researchtracker.model.JsonValue.JsonObject;

/** Any line is read or refused, read alike however much of it is wanted, and kept as it is. */
final class LogLineFuzz implements FuzzTarget {

  @Override
  public List<byte[]> seeds() throws IOException {
    return Inputs.logLines();
  }

  @Override
  public void take(byte[] input) throws UnreadableLineException {
    LineParser.salvage(input, input.length);
    ParsedLine line;
    try {
      line = LineParser.parse(input, 0, input.length, Detail.FULL);
    } catch (UnreadableLineException e) {
      check(isRefused(input), "refused in full, read for facts");
      return;
    }
    ParsedLine facts = LineParser.parse(input, 0, input.length, Detail.FACTS);
    check(facts.executionId().equals(line.executionId()), "another execution");
    check(facts.kind() == line.kind() && facts.head().equals(line.head()), "another head");
    check(facts.items().size() == line.items().size(), "other items");
    check(facts.problems().equals(line.problems()), "other problems");

    JsonObject object = LineParser.object(input, 0, input.length);
    checkNumbers(object, Inputs.text(input));
    byte[] written = object.toJson().getBytes(UTF_8);
    check(LineParser.object(written, 0, written.length).equals(object), "a value has changed");
    check(texts(LineParser.parse(written, 0, written.length, Detail.FULL)).equals(texts(line)), "");
  }

  private static boolean isRefused(byte[] input) {
    try {
      LineParser.parse(input, 0, input.length, Detail.FACTS);
      return false;
    } catch (UnreadableLineException e) {
      return true;
    }
  }

  private static List<String> texts(ParsedLine line) {
    return line.items().stream().map(ParsedItem::canonicalText).toList();
  }

  private static void checkNumbers(JsonValue value, String text) {
    if (value instanceof JsonNumber number) {
      check(text.contains(number.text()), "a number has another text: " + number.text());
    } else if (value instanceof JsonArray array) {
      array.elements().forEach(element -> checkNumbers(element, text));
    } else if (value instanceof JsonObject object) {
      object.forEach((name, member) -> checkNumbers(member, text));
    }
  }
}
