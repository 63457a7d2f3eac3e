package org.researchtracker.importer;

import static org.researchtracker.fuzzing.Inputs.check;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.researchtracker.fuzzing.FuzzTarget;
import org.researchtracker.fuzzing.Inputs;
import org.researchtracker.importer.LenientJson.Parsed;
import org.researchtracker.log.JsonReader;
import org.researchtracker.model.JsonValue;

/** What is JSON is read as it stands there; what is not is read as far as it goes. */
final class LenientJsonFuzz implements FuzzTarget {

  @Override
  public List<byte[]> seeds() throws IOException {
    return Inputs.logLines();
  }

  @Override
  public void take(byte[] input) {
    String text = Inputs.text(input);
    Parsed lenient = LenientJson.parse(text);
    Optional<JsonValue> strict = JsonReader.read(text);
    if (strict.isPresent() && lenient.isWhole()) {
      check(strict.get().equals(lenient.value()), "JSON is read otherwise than it stands there");
      check(lenient.notes().isEmpty(), "a note without a reason: " + lenient.notes());
    }
    if (lenient.value() != null) {
      Parsed again = LenientJson.parse(lenient.value().toJson());
      check(again.isWhole(), "what was read cannot be read again: " + again.fault());
      check(lenient.value().equals(again.value()), "a value has changed");
    }
  }
}
