package org.researchtracker.cli.settings;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.researchtracker.cli.terminal.IoReason;
import org.researchtracker.model.Nearest;
import org.researchtracker.model.TrackerException;

/**
 * Reads the settings file: {@code name = value}, one a line, in the form of Java's properties.
 * Unlike those it knows the number of a line that is wrong, and lists may stand on several lines.
 */
final class SettingsFile {

  /** The values of one setting, and the line of the first. */
  record Entry(List<String> values, int line) {}

  private SettingsFile() {}

  /** Reads a file that the user named: it has to be there. */
  static Map<Setting, Entry> readNamed(Path file) {
    try {
      return parse(file, Files.readAllLines(file));
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** Reads the file in the usual place, if it is there. */
  static Map<Setting, Entry> readUsual(Path file) {
    try {
      return parse(file, Files.readAllLines(file));
    } catch (NoSuchFileException e) {
      return Map.of();
    } catch (IOException e) {
      if (isBelowAFile(file)) {
        return Map.of();
      }
      throw unreadable(file, e);
    }
  }

  /** Services without a home have HOME=/dev/null at times: no settings can be there. */
  private static boolean isBelowAFile(Path file) {
    for (Path above = file.getParent(); above != null; above = above.getParent()) {
      if (Files.exists(above)) {
        return !Files.isDirectory(above);
      }
    }
    return false;
  }

  private static TrackerException unreadable(Path file, IOException e) {
    String reason =
        e instanceof NoSuchFileException
            ? "there is no such file"
            : e instanceof MalformedInputException ? "not UTF-8" : IoReason.of(e);
    return new TrackerException(
        TrackerException.Kind.FAILED,
        "cannot read the settings file " + file + ": " + reason,
        "name another one with --settings-file",
        e);
  }

  private static Map<Setting, Entry> parse(Path file, List<String> lines) {
    Map<Setting, Entry> entries = new EnumMap<>(Setting.class);
    for (int i = 0; i < lines.size(); i++) {
      int number = i + 1;
      String line = lines.get(i).strip();
      if (i == 0 && line.startsWith("\ufeff")) {
        line = line.substring(1).strip();
      }
      if (line.isEmpty() || line.startsWith("#") || line.startsWith("!")) {
        continue;
      }
      while (continues(line) && i + 1 < lines.size()) {
        line = line.substring(0, line.length() - 1) + lines.get(++i).strip();
      }
      add(file, number, line, entries);
    }
    return entries;
  }

  private static boolean continues(String line) {
    int backslashes = 0;
    while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }

  private static void add(Path file, int number, String line, Map<Setting, Entry> entries) {
    int end = 0;
    while (end < line.length() && "=: \t".indexOf(line.charAt(end)) < 0) {
      end++;
    }
    String key = line.substring(0, end);
    String rest = line.substring(end).strip();
    if (rest.startsWith("=") || rest.startsWith(":")) {
      rest = rest.substring(1).strip();
    }
    String place = file + ":" + number;
    Setting setting =
        Setting.ofKey(key).orElseThrow(() -> bad(place + ": unknown setting '" + key + "'", key));
    List<String> values = new ArrayList<>(setting.split(unescape(rest)));
    values.removeIf(String::isEmpty);
    Entry earlier = entries.get(setting);
    if (earlier != null) {
      if (!setting.isList()) {
        throw bad(place + ": '" + key + "' stands in line " + earlier.line() + " already", "");
      }
      values.addAll(0, earlier.values());
    }
    entries.put(setting, new Entry(values, earlier == null ? number : earlier.line()));
  }

  private static TrackerException bad(String what, String key) {
    List<String> keys = Arrays.stream(Setting.values()).map(Setting::key).toList();
    List<String> near = key.isEmpty() ? List.of() : Nearest.of(key, keys, 1);
    String hint =
        key.isEmpty()
            ? "keep one of the two"
            : near.isEmpty()
                ? "the settings are " + String.join(", ", keys)
                : "did you mean " + near.get(0) + "?";
    return TrackerException.failed(what, hint);
  }

  private static String unescape(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\' || i + 1 == text.length()) {
        out.append(c);
        continue;
      }
      char escaped = text.charAt(++i);
      switch (escaped) {
        case 'n' -> out.append('\n');
        case 't' -> out.append('\t');
        case 'r' -> out.append('\r');
        case 'f' -> out.append('\f');
        case 'u' -> {
          if (text.substring(i + 1).matches("(?s)[0-9A-Fa-f]{4}.*")) {
            out.append((char) Integer.parseInt(text.substring(i + 1, i + 5), 16));
            i += 4;
          } else {
            out.append('u');
          }
        }
        default -> out.append(escaped);
      }
    }
    return out.toString();
  }
}
