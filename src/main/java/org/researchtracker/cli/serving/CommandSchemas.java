package org.researchtracker.cli.serving;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.researchtracker.log.JsonReader;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonObject;

/** The JSON Schemas of what the program gives out, as they stand in its documentation. */
final class CommandSchemas {
  private CommandSchemas() {}

  /** Returns a schema by its name, such as {@code list}. */
  static JsonObject named(String name) {
    String file = "schemas/" + name + ".schema.json";
    try (InputStream in = CommandSchemas.class.getResourceAsStream(file)) {
      if (in != null
          && JsonReader.read(new String(in.readAllBytes(), UTF_8)).orElse(null)
              instanceof JsonValue.JsonObject schema) {
        return schema;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new IllegalStateException(file + " is not in the jar");
  }
}
