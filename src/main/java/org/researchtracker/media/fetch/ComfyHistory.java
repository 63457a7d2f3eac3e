package org.researchtracker.media.fetch;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What ComfyUI's {@code /history/ID} says of one prompt: {@code {ID: {"outputs": {NODE: {KEY:
 * [{"filename", "subfolder", "type"}]}}}}}, where a prompt that is not remembered gives {@code {}}.
 * Files stand under {@code images}, {@code gifs}, {@code audio}, {@code video}, {@code 3d} and what
 * else a node likes; texts and numbers stand there too and are passed over.
 */
final class ComfyHistory {
  private static final JsonFactory JSON = new JsonFactory();

  private final JsonParser parser;
  private final List<ComfyOutput> outputs = new ArrayList<>();

  private ComfyHistory(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * The files that a prompt made, in the order of the answer; empty where it is not remembered.
   *
   * @throws tools.jackson.core.JacksonException if it is no JSON, or breaks off
   */
  static Optional<List<ComfyOutput>> read(InputStream json, String promptId) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      ComfyHistory history = new ComfyHistory(parser);
      boolean known = false;
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
          boolean asked = parser.currentName().equals(promptId);
          known |= asked;
          parser.nextToken();
          history.value(asked, history::prompt);
        }
      }
      return known ? Optional.of(history.outputs) : Optional.empty();
    }
  }

  /** Goes through an object's members where they matter, and past the value otherwise. */
  private void value(boolean matters, Runnable member) {
    if (!matters || parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      member.run();
    }
  }

  private void prompt() {
    boolean matters = parser.currentName().equals("outputs");
    parser.nextToken();
    value(matters, this::node);
  }

  private void node() {
    parser.nextToken();
    value(true, this::list);
  }

  private void list() {
    if (parser.nextToken() != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      entry();
    }
  }

  private void entry() {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return;
    }
    String[] words = {"", "", "output"};
    List<String> names = List.of("filename", "subfolder", "type");
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      int word = names.indexOf(parser.currentName());
      if (parser.nextToken() == JsonToken.VALUE_STRING && word >= 0) {
        words[word] = parser.getString();
      }
      parser.skipChildren();
    }
    if (!words[0].isEmpty()) {
      outputs.add(new ComfyOutput(words[0], words[1], words[2]));
    }
  }
}
