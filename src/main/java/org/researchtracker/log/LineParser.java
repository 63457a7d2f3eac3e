package org.researchtracker.log;

import java.util.Optional;
import org.researchtracker.log.ParsedLine.Kind;
import org.researchtracker.model.JsonValue.JsonObject;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/**
 * Reads one line of the log format, version 1: its kind, its fields under their canonical names,
 * and what is wrong with it. Stateless and thread-safe.
 */
public final class LineParser {

  /** How much of a line is wanted. */
  public enum Detail {
    /** What an index keeps: no texts, metadata only where something follows from it. */
    FACTS,
    /** Everything. */
    FULL
  }

  private LineParser() {}

  /**
   * Reads a line.
   *
   * @param bytes holds the line, without its newline
   * @param offset where it begins
   * @param length its length in bytes
   * @throws UnreadableLineException if it is no line of the log format
   */
  public static ParsedLine parse(byte[] bytes, int offset, int length, Detail detail)
      throws UnreadableLineException {
    checkUtf8(bytes, offset, length);
    ParsedLine line = parse(bytes, offset, length, detail, false);
    return detail == Detail.FACTS && needsMetadata(line)
        ? withoutTexts(parse(bytes, offset, length, Detail.FULL, false))
        : line;
  }

  /**
   * Reads the JSON object that a line is, as strictly as a line is read, whatever it says.
   *
   * @throws UnreadableLineException if it is none
   */
  static JsonObject object(byte[] bytes, int offset, int length) throws UnreadableLineException {
    checkUtf8(bytes, offset, length);
    return read(bytes, offset, length, parser -> (JsonObject) JsonReader.value(parser));
  }

  /** Reads the one object that a line is; the reading begins at its first token. */
  private static <T> T read(byte[] bytes, int offset, int length, JsonReader.Reading<T> reading)
      throws UnreadableLineException {
    try {
      return JsonReader.read(
          bytes,
          offset,
          length,
          parser -> {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
              throw notAnObject();
            }
            T read = reading.from(parser);
            if (parser.nextToken() != null) {
              throw moreText();
            }
            return read;
          });
    } catch (JacksonException e) {
      throw notJson(e);
    } catch (NameSet.DuplicateKeyException e) {
      throw new UnreadableLineException(String.valueOf(e.getMessage()));
    }
  }

  private static void checkUtf8(byte[] bytes, int offset, int length)
      throws UnreadableLineException {
    int invalid = Utf8.firstInvalid(bytes, offset, offset + length);
    if (invalid >= 0) {
      throw new UnreadableLineException(
          "invalid UTF-8 at byte " + (invalid - offset + 1) + " of the line");
    }
  }

  private static UnreadableLineException notAnObject() {
    return new UnreadableLineException("not a JSON object");
  }

  private static UnreadableLineException moreText() {
    return new UnreadableLineException("more text follows the JSON object");
  }

  /** The parser's own words quote the line, whose text is shown on request only. */
  private static UnreadableLineException notJson(JacksonException e) {
    if (e instanceof StreamConstraintsException) {
      return new UnreadableLineException("nesting over " + JsonReader.MAX_NESTING);
    }
    if (e instanceof UnexpectedEndOfInputException) {
      return new UnreadableLineException("not JSON: the line breaks off");
    }
    String what =
        String.valueOf(e.getOriginalMessage()).startsWith("Non-standard token")
            ? "not JSON: NaN or Infinity"
            : "not JSON";
    long offset = e.getLocation().getByteOffset();
    return new UnreadableLineException(
        offset < 0 ? what : what + " near byte " + (offset + 1) + " of the line");
  }

  /**
   * Reads what can be had of the beginning of a line that is too long: its fields up to {@code
   * content} or to where the beginning ends.
   *
   * @return the line if it is an item line whose identity and type stand there
   */
  public static Optional<ParsedLine> salvage(byte[] beginning, int length) {
    int invalid = Utf8.firstInvalid(beginning, 0, length);
    LineFields fields = new LineFields(Detail.FULL, false);
    try (JsonParser parser = JsonReader.parser(beginning, 0, invalid < 0 ? length : invalid)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME
            && !parser.currentName().equals("content")) {
          fields.read(parser);
        }
      }
    } catch (JacksonException | NameSet.DuplicateKeyException | UnreadableLineException e) {
      // Where the beginning ends the text breaks off: what was read before is what can be had.
    }
    try {
      ParsedLine line = fields.toLine();
      return line.kind() == Kind.ITEM ? Optional.of(line) : Optional.empty();
    } catch (UnreadableLineException e) {
      return Optional.empty();
    }
  }

  private static ParsedLine parse(
      byte[] bytes, int offset, int length, Detail detail, boolean itemsAreExtra)
      throws UnreadableLineException {
    LineFields fields =
        read(
            bytes,
            offset,
            length,
            parser -> {
              LineFields read = new LineFields(detail, itemsAreExtra);
              while (parser.nextToken() != JsonToken.END_OBJECT) {
                read.read(parser);
              }
              return read;
            });
    if (fields.itemType != null && fields.hasItems) {
      return parse(bytes, offset, length, detail, true);
    }
    return fields.toLine();
  }

  private static boolean needsMetadata(ParsedLine line) {
    for (ParsedItem item : line.items()) {
      boolean isError = item.itemType.name().equals("pipeline_error");
      if (item.itemType.isBlock() || isError || item.itemType.name().equals("pipeline_start")) {
        return true;
      }
    }
    return false;
  }

  /** Drops the texts of a full reading again, but for those that something follows from. */
  private static ParsedLine withoutTexts(ParsedLine line) {
    for (ParsedItem item : line.items()) {
      if (item.content != null && !item.itemType.isBlock()) {
        item.content = "";
      }
      if (item.filePath != null) {
        item.filePath = "";
      }
      item.extra = JsonObject.EMPTY;
    }
    return line;
  }
}
