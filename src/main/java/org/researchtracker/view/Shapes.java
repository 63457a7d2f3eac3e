package org.researchtracker.view;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.researchtracker.model.ExecutionHead;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonArray;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.ListedExecution;
import org.researchtracker.model.TextQuery;
import org.researchtracker.model.Timestamps;

/**
 * The shapes of all listings, and the rows that values become in them. CSV and TSV have every
 * column of a shape in the order of its JSON, then {@code extra}; tables show the few that people
 * look for.
 */
public final class Shapes {
  static final String EXCERPT = "excerpt";

  /** How much of a text an excerpt shows before and after the first hit. */
  private static final int CONTEXT = 40;

  private static final Set<String> NUMBERS =
      Set.of(
          "sequence_number",
          "stage",
          "output_config_index",
          "stage_iteration",
          "execution_time",
          "total_execution_time",
          "item_count",
          "output_count",
          "blocked_count",
          "line",
          "offset",
          "media_size",
          "newer_prompts");

  /** Executions: head fields, then what the log tells of them. */
  public static final Listing EXECUTIONS = executions();

  /** Items across executions. */
  public static final Listing ITEMS =
      items(
          List.of(),
          List.of(
              "time",
              "execution_id",
              "sequence_number",
              "item_type",
              "config_used",
              "content",
              "file_path"));

  /**
   * Items that a search found: where in {@code content} the hits are, and the first in its context.
   */
  public static final Listing SEARCH =
      items(
          List.of("hits", EXCERPT),
          List.of("time", "execution_id", "sequence_number", "item_type", EXCERPT));

  /** One row for each requested output, see {@link OutputRows}. */
  public static final Listing OUTPUTS = OutputRows.LISTING;

  /** Media, and how it stands with each. */
  public static final Listing MEDIA =
      listing(
          "media",
          List.of(
              "mark",
              "execution_id",
              "config_name",
              "sequence_number",
              "item_type",
              "media_type",
              "state",
              "media_reason",
              "detail",
              "media_format",
              "media_size",
              "step",
              "file_path",
              "file"),
          List.of(
              "mark",
              "execution_id",
              "sequence_number",
              "item_type",
              "media_reason",
              "media_format",
              "step",
              "detail",
              "file_path"));

  /** Media that were not in hand, and what came of fetching them. */
  public static final Listing FETCHED = fetched();

  /** Media that may be lost. */
  public static final Listing AT_RISK =
      listing(
          "media",
          List.of(
              "execution_id",
              "config_name",
              "sequence_number",
              "item_type",
              "media_type",
              "risk",
              "expires_at",
              "newer_prompts",
              "prompt_id",
              "file_path"),
          List.of(
              "risk",
              "expires_at",
              "newer_prompts",
              "execution_id",
              "sequence_number",
              "item_type",
              "file_path"));

  /** What is wrong with logs, index and media. */
  public static final Listing PROBLEMS = problems(false);

  /** The same with the beginning of the line at fault, which is personal. */
  public static final Listing PROBLEMS_WITH_EXCERPTS = problems(true);

  /** What an import did, by the form of its sources. */
  public static final Listing IMPORTED = imported();

  private Shapes() {}

  private static Listing fetched() {
    List<String> columns =
        Stream.concat(MEDIA.columns().stream().map(Column::name), Stream.of("outcome")).toList();
    return listing(
        "media",
        columns,
        List.of(
            "mark",
            "execution_id",
            "sequence_number",
            "item_type",
            "media_reason",
            "media_format",
            "media_size",
            "detail",
            "file_path"));
  }

  private static Listing imported() {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.of("form"));
    for (String name :
        List.of("runs", "items", "media", "skipped", "passed_over", "not_understood", "files")) {
      columns.add(Column.of(name).number());
    }
    return new Listing("forms", columns, names(columns));
  }

  private static Listing executions() {
    List<String> names = new ArrayList<>(List.of("execution_id"));
    names.addAll(ExecutionHead.FIELDS);
    names.addAll(
        List.of(
            "status",
            "item_count",
            "output_count",
            "blocked_count",
            "started_at",
            "ended_at",
            "input_text",
            Row.EXTRA));
    List<String> table =
        List.of(
            "execution_id",
            "started_at",
            "device_id",
            "config_name",
            "status",
            "output_count",
            "blocked_count",
            "input_text");
    return listing("executions", names, table);
  }

  private static Listing items(List<String> more, List<String> table) {
    List<String> names = new ArrayList<>(List.of("execution_id", "config_name"));
    names.addAll(ExecutionItem.FIELDS);
    names.add("time");
    names.addAll(more);
    names.add(Row.EXTRA);
    return listing("items", names, table);
  }

  private static Listing problems(boolean excerpts) {
    List<String> names =
        new ArrayList<>(List.of("kind", "file", "line", "offset", "reason", "hint"));
    if (excerpts) {
      names.add(EXCERPT);
    }
    List<String> table = new ArrayList<>(List.of("kind", "file", "line", "reason", "hint"));
    if (excerpts) {
      table.add(EXCERPT);
    }
    return listing("problems", names, table);
  }

  /** Returns the listing of groups by these keys, such as {@code config_name} and {@code day}. */
  static Listing groups(List<String> keys) {
    List<Column> columns = new ArrayList<>();
    for (String key : keys) {
      columns.add(column(key));
    }
    for (String name : List.of("executions", "items")) {
      columns.add(Column.of(name).number());
    }
    for (String outcome : List.of("requested", "generated", "blocked", "failed", "pending")) {
      columns.add(Column.of("outputs_" + outcome).number().shown(outcome.toUpperCase(Locale.ROOT)));
    }
    return new Listing("groups", columns, names(columns));
  }

  /** Returns a listing of these columns; tables show the second list. */
  static Listing listing(String array, List<String> names, List<String> table) {
    List<Column> columns = new ArrayList<>();
    for (String name : names) {
      columns.add(column(name));
    }
    return new Listing(array, columns, table);
  }

  private static List<String> names(List<Column> columns) {
    List<String> names = new ArrayList<>();
    for (Column column : columns) {
      names.add(column.name());
    }
    return names;
  }

  private static Column column(String name) {
    Column column = Column.of(name);
    if (NUMBERS.contains(name)) {
      column = column.number();
    }
    return switch (name) {
      case "execution_id" -> column.shown("EXECUTION");
      case "started_at", "time" -> column.shown(name.equals("time") ? "TIME" : "START").time();
      case "ended_at" -> column.time();
      case "device_id" -> column.shown("DEVICE").atMost(24);
      case "config_name" -> column.shown("CONFIG").atMost(32);
      case "config_used" -> column.shown("CONFIG USED").atMost(32);
      case "model_used" -> column.shown("MODEL").atMost(24);
      case "output_count" -> column.shown("OUTPUTS");
      case "blocked_count" -> column.shown("BLOCKED");
      case "mark" -> column.shown("");
      case "media_reason" -> column.shown("REASON");
      case "media_format" -> column.shown("FORMAT");
      case "media_size" -> column.shown("BYTES");
      case "newer_prompts" -> column.shown("NEWER PROMPTS");
      case "expires_at" -> column.shown("EXPIRES");
      case "step" -> column.shown("FOUND");
      case "detail" -> column.atMost(40);
      case "sequence_number" -> column.shown("#");
      case "output_config_index" -> column.shown("N");
      case "item_type" -> column.shown("TYPE");
      case "file_path" -> column.shown("MEDIUM").atMost(48).flex();
      case "input_text" -> column.shown("INPUT").flex();
      case "interception_text" -> column.shown("INTERCEPTION").flex();
      case "content", EXCERPT, "hint" -> column.flex();
      default -> column;
    };
  }

  /** Returns the row of an execution; times are written in this zone. */
  public static Row execution(ListedExecution execution, ZoneId zone) {
    JsonObject.Builder json = JsonObject.builder();
    execution.head().putFields(json);
    json.put("status", execution.status().word())
        .put("item_count", execution.itemCount())
        .put("output_count", execution.outputCount())
        .put("blocked_count", execution.blockedCount())
        .put("started_at", time(execution.startedAt(), zone))
        .put("ended_at", time(execution.endedAt(), zone))
        .put("input_text", execution.inputText());
    return new Row(json.build(), execution.head().extra());
  }

  /**
   * Returns the row of an item; its time is written in this zone, which is also that of a zoneless
   * one.
   */
  public static Row item(ExecutionHead head, ExecutionItem item, ZoneId zone) {
    return new Row(itemFields(head, item, zone).build(), item.extra());
  }

  /** Returns the row of an item that a search found. */
  public static Row hit(ExecutionHead head, ExecutionItem item, TextQuery query, ZoneId zone) {
    String content = item.content() == null ? "" : item.content();
    List<TextQuery.Hit> hits = query.hits(content);
    List<JsonValue> places = new ArrayList<>();
    int counted = 0;
    int start = 0;
    for (TextQuery.Hit hit : hits) {
      // From the hit before on: from the beginning it would be the square of a long text.
      start += content.codePointCount(counted, hit.start());
      counted = hit.start();
      places.add(
          JsonObject.builder()
              .put("start", start)
              .put("end", start + content.codePointCount(hit.start(), hit.end()))
              .build());
    }
    JsonObject.Builder json = itemFields(head, item, zone);
    json.put("hits", new JsonArray(places))
        .put(EXCERPT, hits.isEmpty() ? null : excerpt(content, hits.get(0)));
    return new Row(json.build(), item.extra());
  }

  /** Returns the text around a hit, with {@code …} where more stands on that side. */
  private static String excerpt(String content, TextQuery.Hit hit) {
    int start = Math.max(0, hit.start() - CONTEXT);
    int end = Math.min(content.length(), hit.end() + CONTEXT);
    if (start > 0 && Character.isLowSurrogate(content.charAt(start))) {
      start--;
    }
    if (end < content.length() && Character.isLowSurrogate(content.charAt(end))) {
      end++;
    }
    return (start > 0 ? DisplayWidth.ELLIPSIS : "")
        + content.substring(start, end)
        + (end < content.length() ? DisplayWidth.ELLIPSIS : "");
  }

  private static JsonObject.Builder itemFields(
      ExecutionHead head, ExecutionItem item, ZoneId zone) {
    JsonObject.Builder json =
        JsonObject.builder()
            .put("execution_id", head.executionId())
            .put("config_name", head.configName());
    item.putFields(json);
    return json.put("time", time(item, zone));
  }

  /**
   * Returns the row of a problem; {@code excerpt} is written only where it is asked for and so not
   * null.
   */
  public static Row problem(
      String kind,
      @Nullable String file,
      @Nullable Long line,
      @Nullable Long offset,
      String reason,
      @Nullable String hint,
      @Nullable String excerpt) {
    JsonObject.Builder json =
        JsonObject.builder()
            .put("kind", kind)
            .put("file", file)
            .put("line", JsonValue.ofNullable(line))
            .put("offset", JsonValue.ofNullable(offset))
            .put("reason", reason)
            .put("hint", hint);
    if (excerpt != null) {
      json.put(EXCERPT, excerpt);
    }
    return Row.of(json.build());
  }

  /** Returns an item's time with its offset, or null if it cannot be read. */
  static @Nullable String time(ExecutionItem item, ZoneId zone) {
    return time(Timestamps.instant(item.timestamp(), zone).orElse(null), zone);
  }

  static @Nullable String time(@Nullable Instant instant, ZoneId zone) {
    return instant == null ? null : Timestamps.format(instant, zone);
  }
}
