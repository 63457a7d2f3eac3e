package org.researchtracker.view;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.ItemType;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonBoolean;
import org.researchtracker.model.JsonValue.JsonNull;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.MediaType;

/**
 * What an item's fields say, where pipelines say it under more than one name. Nothing here is
 * escaped.
 */
final class ItemText {
  private static final List<String> ERROR_KEYS = List.of("error_message", "message", "error");
  private static final List<String> FROM_KEYS =
      List.of("from_language", "source_language", "detected_language");
  private static final List<String> TO_KEYS = List.of("to_language", "target_language", "language");
  private static final List<String> SAFE_KEYS = List.of("safe", "passed", "is_safe");

  /** Deployed pipelines keep the answer of a safety check as JSON text in its content. */
  private static final Pattern SAFE_IN_CONTENT =
      Pattern.compile("\"(?:safe|passed|is_safe)\"\\s*:\\s*(true|false)");

  private static final Pattern URL =
      Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://.*", Pattern.DOTALL);

  private ItemText() {}

  /** Returns what went wrong, if the error says. */
  static Optional<String> errorMessage(ExecutionItem item) {
    return first(item.metadata(), ERROR_KEYS).or(item::reason);
  }

  /** Returns the languages of a pass as {@code de → ar}, or the one that is known. */
  static Optional<String> languages(ExecutionItem item) {
    Optional<String> from = first(item.metadata(), FROM_KEYS);
    Optional<String> to = first(item.metadata(), TO_KEYS);
    return from.isPresent() && to.isPresent()
        ? Optional.of(from.get() + " → " + to.get())
        : from.or(() -> to);
  }

  private static Optional<String> first(JsonObject metadata, List<String> keys) {
    for (String key : keys) {
      Optional<String> text =
          metadata.value(key).flatMap(JsonValue::asScalarText).filter(value -> !value.isBlank());
      if (text.isPresent()) {
        return text;
      }
    }
    return Optional.empty();
  }

  /** Returns whether a safety check passed, if it says. */
  static Optional<Boolean> isSafe(ExecutionItem item) {
    for (String key : SAFE_KEYS) {
      if (item.metadata().get(key).orElse(JsonNull.NULL) instanceof JsonBoolean safe) {
        return Optional.of(safe.value());
      }
    }
    if (item.metadata().get("blocked").orElse(JsonNull.NULL) instanceof JsonBoolean blocked) {
      return Optional.of(!blocked.value());
    }
    String content = item.content();
    if (content != null && content.stripLeading().startsWith("{")) {
      Matcher matcher = SAFE_IN_CONTENT.matcher(content);
      return matcher.find() ? Optional.of(matcher.group(1).equals("true")) : Optional.empty();
    }
    return Optional.empty();
  }

  /** Returns whether the item has nothing but a text to show. */
  static boolean isText(ExecutionItem item) {
    return item.filePath() == null && item.content() != null;
  }

  /**
   * Returns the name of an item's medium: a file's name, a URL as it stands, the head of a data
   * URI.
   */
  static String mediumName(ExecutionItem item) {
    String path = item.filePath();
    if (path == null || path.isEmpty()) {
      return "(no file)";
    }
    if (path.regionMatches(true, 0, "data:", 0, 5)) {
      return dataUriHead(path);
    }
    if (URL.matcher(path).matches() && !path.regionMatches(true, 0, "file:", 0, 5)) {
      return path;
    }
    int end = path.length();
    while (end > 1 && isSeparator(path.charAt(end - 1))) {
      end--;
    }
    int start = end;
    while (start > 0 && !isSeparator(path.charAt(start - 1))) {
      start--;
    }
    return start == end ? path : path.substring(start, end);
  }

  private static boolean isSeparator(char c) {
    return c == '/' || c == '\\';
  }

  private static String dataUriHead(String uri) {
    int end = 5;
    while (end < uri.length() && end < 100 && uri.charAt(end) != ';' && uri.charAt(end) != ',') {
      end++;
    }
    return uri.substring(0, end) + DisplayWidth.ELLIPSIS;
  }

  /**
   * Returns the path as the log has it; of a data URI, which may be megabytes, the head and the
   * length.
   */
  static String whereabouts(String path) {
    return path.regionMatches(true, 0, "data:", 0, 5)
        ? dataUriHead(path) + " (" + path.length() + " characters)"
        : path;
  }

  /** Returns the word under which an output is numbered, such as {@code Image}. */
  static String mediumWord(ExecutionItem output) {
    String name = isText(output) ? "text" : mediumOf(output);
    return switch (name) {
      case "3d" -> "3D model";
      case "" -> "Output";
      default -> upperFirst(name.replace('_', ' '));
    };
  }

  private static String mediumOf(ExecutionItem output) {
    MediaType media = output.mediaType();
    if (media != null && !media.equals(MediaType.METADATA)) {
      return media.name();
    }
    ItemType type = output.itemType();
    return type.isOutput() ? type.name().substring("output_".length()) : "";
  }

  private static String upperFirst(String name) {
    int end = name.offsetByCodePoints(0, 1);
    return Character.toString(Character.toTitleCase(name.codePointAt(0))) + name.substring(end);
  }
}
