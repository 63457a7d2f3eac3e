package org.researchtracker.cli.upkeep;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.researchtracker.cli.reading.IndexPlace;
import org.researchtracker.cli.reading.Whereabouts;
import org.researchtracker.cli.settings.Setting;
import org.researchtracker.cli.settings.Settings;
import org.researchtracker.cli.terminal.Columns;
import org.researchtracker.model.JsonText;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonArray;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.JsonValue.JsonString;
import org.researchtracker.model.TrackerException;
import org.researchtracker.view.SafeText;

/** What {@code tracker settings} prints: values that hold, and where they came from. */
record SettingsReport(List<Line> lines) {

  /** One setting. A list has several values, and what is not set has none. */
  record Line(String name, List<String> values, String origin, String place) {}

  /** Copies the lines. */
  SettingsReport {
    lines = List.copyOf(lines);
  }

  static SettingsReport of(Settings settings) {
    return new SettingsReport(
        Arrays.stream(Setting.values()).map(setting -> line(setting, settings)).toList());
  }

  private static Line line(Setting setting, Settings settings) {
    Settings.Value value = settings.of(setting);
    return new Line(setting.key(), values(setting, settings), value.origin(), value.place());
  }

  private static List<String> values(Setting setting, Settings settings) {
    List<String> written = settings.of(setting).values();
    try {
      return switch (setting) {
        case LOGS -> texts(settings.logRoots());
        case MEDIA_ROOT -> texts(Whereabouts.roots(settings).named());
        case MAP -> written;
        case INDEX -> List.of(text(IndexPlace.of(settings)));
        case STORE -> List.of(text(settings.store()));
        case ZONE -> List.of(settings.zone().getId());
        case EXCLUDE_FROM -> texts(settings.excludeFrom());
        case LABELS -> texts(settings.labels());
        case COLOR -> List.of(settings.color().name().toLowerCase(Locale.ROOT));
        case KEEP_MISSING -> List.of(Boolean.toString(settings.keepMissing()));
        case MAX_LINE -> List.of(Long.toString(settings.maxLine()));
      };
    } catch (TrackerException e) {
      // What is wrong with a value is said by the commands that need it; here it is shown.
      return written;
    }
  }

  private static String text(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }

  private static List<String> texts(List<Path> paths) {
    return paths.stream().map(SettingsReport::text).toList();
  }

  private static List<String> texts(Optional<Path> path) {
    return path.stream().map(SettingsReport::text).toList();
  }

  /** Writes the report as {@code table}, {@code tsv} or {@code json}. */
  void write(String format, Appendable out) throws IOException {
    if (format.equals("json")) {
      out.append(JsonText.pretty(toJson())).append('\n');
      return;
    }
    boolean table = format.equals("table");
    List<List<String>> rows = new ArrayList<>();
    rows.add(table ? List.of("SETTING", "FROM", "VALUE") : List.of("setting", "from", "value"));
    for (Line line : lines) {
      String from = line.place().isEmpty() ? line.origin() : line.origin() + " " + line.place();
      List<String> values = line.values().isEmpty() ? List.of(table ? "-" : "") : line.values();
      values.forEach(value -> rows.add(List.of(line.name(), from, value)));
    }
    if (table) {
      Columns.write(rows, out);
    } else {
      for (List<String> row : rows) {
        out.append(String.join("\t", row.stream().map(SafeText::line).toList())).append('\n');
      }
    }
  }

  private JsonObject toJson() {
    List<JsonValue> settings = new ArrayList<>();
    for (Line line : lines) {
      Stream<JsonValue> values = line.values().stream().map(JsonString::new);
      settings.add(
          JsonObject.builder()
              .put("name", line.name())
              .put("values", new JsonArray(values.toList()))
              .put("origin", line.origin())
              .put("place", line.place().isEmpty() ? null : line.place())
              .build());
    }
    return JsonObject.builder()
        .put("schema_version", 1)
        .put("settings", new JsonArray(settings))
        .build();
  }
}
