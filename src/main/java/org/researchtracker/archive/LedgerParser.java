package org.researchtracker.archive;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.researchtracker.archive.LedgerEvent.Bundled;
import org.researchtracker.archive.LedgerEvent.Checked;
import org.researchtracker.archive.LedgerEvent.Pruned;
import org.researchtracker.archive.LedgerEvent.Ran;
import org.researchtracker.archive.LedgerEvent.Unknown;
import org.researchtracker.media.MediaReference;
import org.researchtracker.model.JsonValue.JsonObject;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * Reads the lines of a ledger token by token: an archive of 100,000 bundles has as many, and each
 * run reads them all. For one thread.
 */
final class LedgerParser {
  private final Map<String, String> texts = new HashMap<>();
  private final Map<String, String> unit = new HashMap<>();
  private final List<MissingMedium> missing = new ArrayList<>();
  private final Map<String, String> files = new HashMap<>();
  private JsonObject counts = JsonObject.EMPTY;

  /**
   * Returns what a line says.
   *
   * @return nothing if it is no JSON object
   */
  Optional<LedgerEvent> parse(byte[] bytes, int offset, int length) {
    texts.clear();
    unit.clear();
    missing.clear();
    files.clear();
    counts = JsonObject.EMPTY;
    try (JsonParser parser =
        LedgerJson.FACTORY.createParser(ObjectReadContext.empty(), bytes, offset, length)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      line(parser);
      return Optional.of(event());
    } catch (JacksonException e) {
      return Optional.empty();
    } catch (DateTimeException | NumberFormatException e) {
      return Optional.of(new Unknown());
    }
  }

  private void line(JsonParser parser) {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      if (name.equals("unit") && token == JsonToken.START_OBJECT) {
        scalars(parser, unit);
      } else if (name.equals("missing") && token == JsonToken.START_ARRAY) {
        missing(parser);
      } else if (name.equals("files") && token == JsonToken.START_OBJECT) {
        scalars(parser, files);
      } else if (name.equals("counts") && token == JsonToken.START_OBJECT) {
        counts = LedgerJson.object(parser);
      } else {
        scalar(parser, name, token, texts);
      }
    }
  }

  private static void scalars(JsonParser parser, Map<String, String> into) {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      scalar(parser, name, parser.nextToken(), into);
    }
  }

  private static void scalar(
      JsonParser parser, String name, JsonToken token, Map<String, String> into) {
    if (token.isStructStart()) {
      parser.skipChildren();
    } else if (token != JsonToken.VALUE_NULL) {
      into.put(name, parser.getString());
    }
  }

  private void missing(JsonParser parser) {
    Map<String, String> medium = new HashMap<>();
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      medium.clear();
      scalars(parser, medium);
      String execution = medium.getOrDefault("execution_id", unit.get("id"));
      if (execution != null) {
        MediaReference reference =
            new MediaReference(
                execution,
                Long.parseLong(medium.getOrDefault("sequence_number", "0")),
                Optional.ofNullable(medium.get("run_id")),
                Optional.ofNullable(medium.get("file_path")),
                Optional.ofNullable(medium.get("prompt_id")),
                Optional.ofNullable(medium.get("url")));
        missing.add(
            new MissingMedium(
                reference, medium.getOrDefault("reason", ""), medium.getOrDefault("look", "")));
      }
    }
  }

  private LedgerEvent event() {
    String event = text("event");
    if (event.equals("run")) {
      return new Ran(
          text("command"),
          Instant.parse(text("began")),
          Instant.parse(text("at")),
          (int) number("exit"),
          counts);
    }
    UnitKey key = key();
    if (key == null) {
      return new Unknown();
    }
    if (event.equals("checked")) {
      return Verdict.ofWord(text("verdict"))
          .<LedgerEvent>map(verdict -> new Checked(key, verdict, basis(), media()))
          .orElseGet(Unknown::new);
    }
    Optional<VersionName> name = VersionName.of(text("file"));
    if (name.isEmpty()) {
      return new Unknown();
    }
    return switch (event) {
      case "bundle" ->
          new Bundled(key, name.get(), facts(), basis(), media(), text("found").equals("true"));
      case "pruned" -> new Pruned(key, name.get(), text("held_by"));
      default -> new Unknown();
    };
  }

  private @Nullable UnitKey key() {
    String day = unit.get("day");
    LocalDate date = day == null ? null : LocalDate.parse(day);
    return Per.ofWord(unit.getOrDefault("per", ""))
        .map(per -> new UnitKey(per, date, unit.get("id"), unit.getOrDefault("filter", "")))
        .orElse(null);
  }

  private Facts facts() {
    return new Facts(
        number("bytes"),
        text("sha256"),
        text("content"),
        number("executions"),
        number("items"),
        number("media"));
  }

  private MediaNote media() {
    return new MediaNote(missing, files);
  }

  private Basis basis() {
    // All lines say the same few words.
    return new Basis(text("mark"), text("media_bytes").intern(), text("source").intern());
  }

  private String text(String name) {
    return texts.getOrDefault(name, "");
  }

  private long number(String name) {
    return Long.parseLong(texts.getOrDefault(name, "0"));
  }
}
