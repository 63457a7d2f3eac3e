package org.researchtracker.bundle;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.researchtracker.media.PngTexts;
import org.researchtracker.model.JsonText;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The graph that ComfyUI wrote into a PNG, as a document of its own: an object with the members
 * {@code prompt} and {@code workflow}, as far as the picture has them. What is no JSON (ComfyUI
 * writes {@code NaN} at times) stands there as a string, so that the document is JSON.
 */
final class ComfyGraph {
  private static final JsonFactory JSON = new JsonFactory();

  private ComfyGraph() {}

  /** Returns the document, if the picture holds a graph. */
  static Optional<Payload.Text> of(PngTexts texts) {
    Map<String, String> found = texts.texts();
    if (!found.containsKey("prompt") && !found.containsKey("workflow")) {
      return Optional.empty();
    }
    return Optional.of(out -> write(found, out));
  }

  private static void write(Map<String, String> texts, Appendable out) throws IOException {
    String separator = "{";
    for (String key : new String[] {"prompt", "workflow"}) {
      String text = texts.get(key);
      if (text != null) {
        StringBuilder value = new StringBuilder();
        if (isJson(text)) {
          value.append(text.strip());
        } else {
          JsonText.writeString(text, value);
        }
        out.append(separator).append('"').append(key).append("\":").append(value);
        separator = ",\n";
      }
    }
    out.append("}\n");
  }

  private static boolean isJson(String text) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() == null) {
        return false;
      }
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (JacksonException e) {
      return false;
    }
  }
}
