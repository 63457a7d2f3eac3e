package org.researchtracker.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.researchtracker.log.LineParser.Detail;
import org.researchtracker.log.ParsedLine.Kind;
import org.researchtracker.model.ExecutionHead;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonNull;
import org.researchtracker.model.JsonValue.JsonNumber;
import org.researchtracker.model.JsonValue.JsonObject;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The fields of one object while it is read, whichever kind of line it turns out to be. */
final class LineFields {
  private final Detail detail;
  private final boolean itemsAreExtra;
  private final ParsedItem item = new ParsedItem();
  private final JsonObject.Builder head = JsonObject.builder();
  private final JsonObject.Builder extra = JsonObject.builder();
  private final List<ParsedItem> items = new ArrayList<>();
  private final List<Integer> places = new ArrayList<>();
  private final List<LineProblem> problems = new ArrayList<>();
  private @Nullable String executionId;
  @Nullable String itemType;
  private @Nullable Long sequenceNumber;
  private final NameSet names = new NameSet();
  private final LineAliases aliases = new LineAliases();
  boolean hasItems;

  LineFields(Detail detail, boolean itemsAreExtra) {
    this.detail = detail;
    this.itemsAreExtra = itemsAreExtra;
  }

  /** Reads one field; the parser stands on its name. */
  void read(JsonParser parser) throws UnreadableLineException {
    String name = parser.currentName();
    names.add(name);
    JsonToken token = parser.nextToken();
    switch (name) {
      case "execution_id" -> executionId = string(name, parser, token);
      case "item_type" -> itemType = string(name, parser, token);
      case "sequence_number" -> sequenceNumber = positive(name, parser, token);
      case "timestamp" -> item.timestamp = string(name, parser, token);
      case "stage" -> item.stage = stage(parser, token);
      case "output_config_index" -> item.outputConfigIndex = positive(name, parser, token);
      case "stage_iteration" -> item.stageIteration = positive(name, parser, token);
      case "media_type" -> item.mediaType = string(name, parser, token);
      case "content" -> item.content = text(name, parser, token);
      case "file_path" -> item.filePath = text(name, parser, token);
      case "config_used" -> item.configUsed = string(name, parser, token);
      case "model_used" -> item.modelUsed = string(name, parser, token);
      case "prompt_id" -> item.promptId = text(name, parser, token);
      case "backend_type" -> item.backendType = text(name, parser, token);
      case "execution_time" -> item.executionTime = number(name, parser, token);
      case "metadata" -> metadata(parser, token);
      case "seq" -> aliases.sequenceNumber = JsonReader.value(parser);
      case "loop_iteration" -> aliases.outputConfigIndex = JsonReader.value(parser);
      case "backend_used" -> aliases.backendType = JsonReader.value(parser);
      case "items" -> items(parser, token);
      default -> other(name, parser);
    }
  }

  private void items(JsonParser parser, JsonToken token) throws UnreadableLineException {
    if (itemsAreExtra) {
      extra.put("items", JsonReader.value(parser));
    } else if (token == JsonToken.START_ARRAY) {
      hasItems = true;
      elements(parser);
    } else if (token != JsonToken.VALUE_NULL) {
      throw wrongType("items", "an array");
    }
  }

  private void elements(JsonParser parser) {
    for (int place = 0; parser.nextToken() != JsonToken.END_ARRAY; place++) {
      LineFields element = new LineFields(detail, true);
      @Nullable String wrong = null;
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        wrong = "not an object";
        parser.skipChildren();
      } else {
        wrong = readElement(element, parser);
      }
      try {
        if (wrong != null) {
          throw new UnreadableLineException(wrong);
        }
        items.add(element.toElement());
        places.add(place);
      } catch (UnreadableLineException e) {
        String reason = "items[" + place + "]: " + e.getMessage();
        problems.add(new LineProblem(ProblemKind.UNREADABLE_LINE, reason));
      }
      inners.add(element);
    }
  }

  /**
   * Reads an element to its end, so that the next one can be read; returns what is wrong with it.
   */
  private static @Nullable String readElement(LineFields element, JsonParser parser) {
    int outside = parser.streamReadContext().getNestingDepth() - 1;
    @Nullable String wrong = null;
    try {
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        try {
          element.read(parser);
        } catch (UnreadableLineException e) {
          wrong = e.getMessage();
          parser.skipChildren();
        }
      }
    } catch (NameSet.DuplicateKeyException e) {
      wrong = e.getMessage();
      while (parser.streamReadContext().getNestingDepth() > outside) {
        parser.nextToken();
      }
    }
    return wrong;
  }

  private final List<LineFields> inners = new ArrayList<>();

  private void metadata(JsonParser parser, JsonToken token) throws UnreadableLineException {
    if (token == JsonToken.VALUE_NULL) {
      item.metadata = null;
    } else if (token != JsonToken.START_OBJECT) {
      throw wrongType("metadata", "an object");
    } else if (detail == Detail.FACTS) {
      JsonReader.skip(parser);
      item.metadata = JsonObject.EMPTY;
    } else {
      item.metadata = (JsonObject) JsonReader.value(parser);
    }
  }

  private void other(String name, JsonParser parser) throws UnreadableLineException {
    if (ExecutionHead.isField(name)) {
      JsonValue value = headValue(name, JsonReader.value(parser));
      if (!value.equals(JsonNull.NULL)) {
        head.put(name, value);
        if (name.equals("log_version")) {
          checkVersion((JsonNumber) value);
        }
      }
    } else if (detail == Detail.FACTS) {
      JsonReader.skip(parser);
      extra.put(name, JsonObject.EMPTY);
    } else {
      extra.put(name, JsonReader.value(parser));
    }
  }

  private static JsonValue headValue(String name, JsonValue value) throws UnreadableLineException {
    Optional<String> misfit = ExecutionHead.misfit(name, value);
    if (misfit.isPresent()) {
      throw wrongType(name, misfit.get());
    }
    return value;
  }

  private @Nullable String string(String name, JsonParser parser, JsonToken token)
      throws UnreadableLineException {
    if (token == JsonToken.VALUE_STRING) {
      return parser.getString();
    }
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    throw wrongType(name, "a string");
  }

  /** A text that an index does not keep: for facts, that it is there is all that is read. */
  private @Nullable String text(String name, JsonParser parser, JsonToken token)
      throws UnreadableLineException {
    if (token == JsonToken.VALUE_STRING && detail == Detail.FACTS) {
      return "";
    }
    return string(name, parser, token);
  }

  private @Nullable JsonNumber number(String name, JsonParser parser, JsonToken token)
      throws UnreadableLineException {
    if (token.isNumeric()) {
      return new JsonNumber(parser.getString());
    }
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    throw wrongType(name, "a number");
  }

  private @Nullable Long positive(String name, JsonParser parser, JsonToken token)
      throws UnreadableLineException {
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    return positive(name, token == JsonToken.VALUE_NUMBER_INT ? parser.getString() : "");
  }

  static Long positive(String name, String digits) throws UnreadableLineException {
    try {
      long value = Long.parseLong(digits);
      if (value >= 1) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Said below, together with what is too small.
    }
    throw wrongType(name, "an integer from 1");
  }

  private @Nullable Integer stage(JsonParser parser, JsonToken token)
      throws UnreadableLineException {
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    String digits = token == JsonToken.VALUE_NUMBER_INT ? parser.getString() : "";
    if (digits.length() == 1 && digits.charAt(0) >= '0' && digits.charAt(0) <= '5') {
      return digits.charAt(0) - '0';
    }
    throw wrongType("stage", "an integer from 0 to 5");
  }

  static UnreadableLineException wrongType(String name, String wanted) {
    return new UnreadableLineException(name + " is not " + wanted);
  }

  ParsedLine toLine() throws UnreadableLineException {
    if (executionId == null || executionId.isEmpty()) {
      throw new UnreadableLineException("execution_id is missing");
    }
    String id = executionId;
    if (itemType != null) {
      finishItem();
      return new ParsedLine(
          id, Kind.ITEM, item.head, JsonObject.EMPTY, List.of(item), List.of(0), problems);
    }
    if (item.timestamp != null) {
      head.put("timestamp", item.timestamp);
    }
    if (hasItems) {
      checkElementIds(id);
      return new ParsedLine(id, Kind.RECORD, head.build(), leftOver(), items, places, problems);
    }
    if (sequenceNumber != null || aliases.sequenceNumber != null) {
      throw new UnreadableLineException("item_type is missing");
    }
    return new ParsedLine(
        id, Kind.EXECUTION, head.build(), leftOver(), List.of(), List.of(), problems);
  }

  /** An element inherits the record's id; one that names another belongs to neither. */
  private void checkElementIds(String id) {
    for (int i = items.size() - 1; i >= 0; i--) {
      int place = places.get(i);
      String own = inners.get(place).executionId;
      if (own != null && !own.equals(id)) {
        String reason = "items[" + place + "]: execution_id differs from that of its record";
        problems.add(new LineProblem(ProblemKind.UNREADABLE_LINE, reason));
        items.remove(i);
        places.remove(i);
      }
    }
  }

  private void checkVersion(JsonNumber version) {
    if (version.longValue().orElse(0L) > 1) {
      String reason = "log_version " + version.text() + ": read as far as version 1 goes";
      problems.add(new LineProblem(ProblemKind.NEWER_FORMAT, reason));
    }
  }

  private ParsedItem toElement() throws UnreadableLineException {
    if (itemType == null) {
      throw new UnreadableLineException("item_type is missing");
    }
    finishItem();
    return item;
  }

  private void finishItem() throws UnreadableLineException {
    aliases();
    if (sequenceNumber == null) {
      throw new UnreadableLineException("sequence_number is missing");
    }
    item.sequenceNumber = sequenceNumber;
    item.itemType = org.researchtracker.model.ItemType.of(String.valueOf(itemType));
    item.extra = extra.build();
    item.head = head.build();
  }

  /**
   * Gives an alias its canonical name where that is free; where it is not, the alias is an unknown
   * field.
   */
  private void aliases() throws UnreadableLineException {
    if (aliases.sequenceNumber != null) {
      if (sequenceNumber == null) {
        sequenceNumber = aliases.positive("seq", aliases.sequenceNumber);
      } else {
        extra.put("seq", aliases.sequenceNumber);
      }
    }
    if (aliases.outputConfigIndex != null) {
      if (item.outputConfigIndex == null) {
        item.outputConfigIndex = aliases.positive("loop_iteration", aliases.outputConfigIndex);
      } else {
        extra.put("loop_iteration", aliases.outputConfigIndex);
      }
    }
    if (aliases.backendType != null) {
      if (item.backendType == null) {
        item.backendType = aliases.string("backend_used", aliases.backendType);
      } else {
        extra.put("backend_used", aliases.backendType);
      }
    }
  }

  /** What an execution or record line holds beside head fields, so that nothing is lost. */
  private JsonObject leftOver() {
    put("sequence_number", JsonValue.ofNullable(sequenceNumber));
    item.forEachDetail(this::put);
    put("seq", aliases.sequenceNumber == null ? JsonNull.NULL : aliases.sequenceNumber);
    put(
        "loop_iteration",
        aliases.outputConfigIndex == null ? JsonNull.NULL : aliases.outputConfigIndex);
    put("backend_used", aliases.backendType == null ? JsonNull.NULL : aliases.backendType);
    return extra.build();
  }

  private void put(String name, JsonValue value) {
    if (!value.equals(JsonNull.NULL)) {
      extra.put(name, value);
    }
  }
}
