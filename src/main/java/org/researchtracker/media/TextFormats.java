package org.researchtracker.media;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Formats made of text. SVG and HTML are told by their first element; the others have no signature
 * and need the extension as a hint. Documents: {@link MediaFormat}.
 */
final class TextFormats {

  private static final String OBJ_NUMBER =
      "[ \\t]+[-+]?(?:\\d++(?:\\.\\d*+)?|\\.\\d++|(?i:nan|inf))(?:[eE][-+]?\\d++)?";

  /** Numbers of vertex, texture and normal, of which the last two may be left out. */
  private static final String OBJ_CORNER = "[ \\t]+-?\\d++(?:/(?:-?\\d++)?){0,2}";

  /**
   * A line of an OBJ file, of the statements that exporters write. Where numbers must stand they
   * are asked for: a line of prose may well begin with a single letter.
   */
  private static final Pattern OBJ_LINE =
      Pattern.compile(
          ("(?:(?:v|vn)(?:N){3,8}|(?:vt|vp)(?:N){1,3}|f(?:C){3,}|l(?:C){2,}|p(?:C)+"
                  + "|(?:o|g|s|mtllib|usemtl)(?:[ \\t].*)?)?\\s*(?:#.*)?")
              .replace("N", OBJ_NUMBER)
              .replace("C", OBJ_CORNER));

  /** log-format.md, Lines: what tells an item or a record line from other JSON. */
  private static final Pattern LOG_LINE =
      Pattern.compile("\"(?:item_type|items|sequence_number|seq)\"\\s*:");

  private TextFormats() {}

  static Optional<MediaFormat> sniff(Head head, String extension) {
    Optional<String> decoded = decode(head);
    if (decoded.isEmpty()) {
      return Optional.empty();
    }
    String text = decoded.get().stripLeading();
    if (text.isEmpty() || text.startsWith("#!") || isLog(text)) {
      return Optional.empty();
    }
    Optional<MediaFormat> markup = text.startsWith("<") ? markup(text) : Optional.empty();
    return markup.or(() -> byHint(text, head.isWhole(), extension));
  }

  private static Optional<MediaFormat> byHint(String text, boolean whole, String extension) {
    return switch (extension) {
      case "txt", "text" -> Optional.of(MediaFormat.TXT);
      case "html", "htm" -> Optional.of(MediaFormat.HTML);
      case "json" -> Optional.of(beginsAsJson(text) ? MediaFormat.JSON : MediaFormat.TXT);
      case "gltf" -> when(text.startsWith("{"), MediaFormat.GLTF);
      case "svg" -> when(text.startsWith("<") && text.contains("<svg"), MediaFormat.SVG);
      case "stl" -> when(text.startsWith("solid"), MediaFormat.STL);
      case "obj" -> when(isObj(text, whole), MediaFormat.OBJ);
      default -> Optional.empty();
    };
  }

  private static Optional<MediaFormat> when(boolean holds, MediaFormat format) {
    return holds ? Optional.of(format) : Optional.empty();
  }

  /** WHATWG MIME Sniffing, 7.1, without the tags that stand in plain texts as well. */
  private static Optional<MediaFormat> markup(String text) {
    String rest = text;
    while (rest.startsWith("<?") || rest.startsWith("<!")) {
      if (rest.regionMatches(true, 0, "<!doctype html", 0, 14)) {
        return Optional.of(MediaFormat.HTML);
      }
      String close = rest.startsWith("<?") ? "?>" : rest.startsWith("<!--") ? "-->" : ">";
      int end = rest.indexOf(close);
      int subset = rest.indexOf('[');
      if (close.equals(">") && subset >= 0 && subset < end) {
        close = "]>";
        end = rest.indexOf(close);
      }
      if (end < 0) {
        return Optional.empty();
      }
      rest = rest.substring(end + close.length()).stripLeading();
    }
    if (beginsWithTag(rest, "svg")) {
      return Optional.of(MediaFormat.SVG);
    }
    boolean html =
        beginsWithTag(rest, "html") || beginsWithTag(rest, "head") || beginsWithTag(rest, "body");
    return when(html, MediaFormat.HTML);
  }

  private static boolean beginsWithTag(String text, String tag) {
    int end = tag.length() + 1;
    return text.startsWith("<")
        && text.length() > end
        && text.substring(1, end).toLowerCase(Locale.ROOT).equals(tag)
        && (Character.isWhitespace(text.charAt(end)) || ">/".indexOf(text.charAt(end)) >= 0);
  }

  private static boolean beginsAsJson(String text) {
    return "{[\"-0123456789".indexOf(text.charAt(0)) >= 0
        || text.startsWith("true")
        || text.startsWith("false")
        || text.startsWith("null");
  }

  /** A log under another name: one object a line, or a line with the log's own fields. */
  private static boolean isLog(String text) {
    if (!text.startsWith("{")) {
      return false;
    }
    int end = text.indexOf('\n');
    String first = end < 0 ? text : text.substring(0, end).stripTrailing();
    if (first.contains("\"execution_id\"") && LOG_LINE.matcher(first).find()) {
      return true;
    }
    return end >= 0 && first.endsWith("}") && text.substring(end).stripLeading().startsWith("{");
  }

  private static boolean isObj(String text, boolean whole) {
    boolean vertices = false;
    String[] lines = text.split("\\R", -1);
    // The last line of a head may be cut in the middle of a word.
    int complete = whole ? lines.length : lines.length - 1;
    for (int i = 0; i < complete; i++) {
      if (!OBJ_LINE.matcher(lines[i]).matches()) {
        return false;
      }
      vertices |= lines[i].startsWith("v ") || lines[i].startsWith("o ");
    }
    return vertices || (!whole && text.startsWith("#"));
  }

  /** The head as text: UTF-8, or UTF-16 with its mark; empty where it is anything else. */
  private static Optional<String> decode(Head head) {
    if (head.at(0, 0xff, 0xfe) || head.at(0, 0xfe, 0xff)) {
      return decode(head, 0, StandardCharsets.UTF_16);
    }
    return decode(head, head.at(0, 0xef, 0xbb, 0xbf) ? 3 : 0, StandardCharsets.UTF_8);
  }

  private static Optional<String> decode(Head head, int offset, Charset charset) {
    CharBuffer text = CharBuffer.allocate(head.length());
    boolean malformed =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT)
            .decode(
                ByteBuffer.wrap(head.array(), offset, head.length() - offset), text, head.isWhole())
            .isError();
    text.flip();
    boolean binary = text.chars().anyMatch(c -> c < ' ' && "\t\n\f\r".indexOf(c) < 0);
    return malformed || binary ? Optional.empty() : Optional.of(text.toString());
  }
}
