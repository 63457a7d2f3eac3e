package org.researchtracker.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.researchtracker.model.Choice;
import org.researchtracker.model.Selection;
import org.researchtracker.model.Status;
import org.researchtracker.model.TextQuery;
import org.researchtracker.model.TimeChoice;
import org.researchtracker.model.TrackerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What a command is about: the same options on every command that selects; as typed. Within one
 * option any value will do, between options all must hold.
 */
@Command
final class SelectionOptions {
  /** What help says of ids. */
  static final String ID =
      "Executions: ids, unambiguous beginnings or endings of ids, latest, latest~1";

  @Option(
      names = "--ids-from",
      paramLabel = "FILE",
      description = "Executions to select, one id a line; - is standard input")
  private @Nullable String idsFrom;

  @Option(
      names = "--config",
      paramLabel = "NAME",
      description =
          "The execution's config; as all of these: can be repeated, commas separate"
              + " values, ! before one excludes it")
  private List<String> config = List.of();

  @Option(
      names = "--output-config",
      paramLabel = "NAME",
      description = "An item's config (config_used)")
  private List<String> outputConfig = List.of();

  @Option(names = "--model", paramLabel = "NAME", description = "An item's model (model_used)")
  private List<String> model = List.of();

  @Option(
      names = "--item-type",
      paramLabel = "TYPE",
      description =
          "An item's type, or a group: input, safety, blocked, interception, output," + " system")
  private List<String> itemType = List.of();

  @Option(
      names = "--media-type",
      paramLabel = "TYPE",
      description = "An item's medium: text, image, audio, music, video, 3d, metadata")
  private List<String> mediaType = List.of();

  @Option(names = "--stage", paramLabel = "0-5", description = "An item's stage")
  private List<String> stage = List.of();

  @Option(
      names = "--output-config-index",
      paramLabel = "N",
      description = "An item's iteration of the stage 3-4 loop, from 1")
  private List<String> outputConfigIndex = List.of();

  @Option(
      names = "--status",
      paramLabel = "complete|blocked|error|open",
      description = "How the execution ended")
  private List<String> status = List.of();

  @Option(names = "--session", paramLabel = "ID", description = "The execution's session")
  private List<String> session = List.of();

  @Option(names = "--user", paramLabel = "ID", description = "The execution's user")
  private List<String> user = List.of();

  @Option(names = "--device", paramLabel = "ID", description = "The execution's device")
  private List<String> device = List.of();

  @Option(
      names = "--on",
      paramLabel = "DAY",
      description =
          "A day: 2025-11-03, today, yesterday; or A..B with both days in; can be repeated")
  private List<String> on = List.of();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "From a time on: 2025-11-03, 2025-11-03T14:30, today, -3d, -12h")
  private @Nullable String since;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "Before a time, which is itself excluded")
  private @Nullable String until;

  @Option(
      names = "--text",
      paramLabel = "WORDS",
      description = "Words that an item's content holds, all of them, in any case")
  private @Nullable String text;

  @Option(
      names = {"-n", "--limit"},
      paramLabel = "N",
      description =
          "At most so many; 0 is all (default: 20 on a terminal for list, items, outputs"
              + " and search, else all)")
  private @Nullable String limit;

  /** Takes these options from a plain line. */
  void take(PlainLine line) {
    idsFrom = line.one(null, "--ids-from");
    config = line.many("--config");
    outputConfig = line.many("--output-config");
    model = line.many("--model");
    itemType = line.many("--item-type");
    mediaType = line.many("--media-type");
    stage = line.many("--stage");
    outputConfigIndex = line.many("--output-config-index");
    status = line.many("--status");
    session = line.many("--session");
    user = line.many("--user");
    device = line.many("--device");
    on = line.many("--on");
    since = line.one(null, "--since");
    until = line.one(null, "--until");
    text = line.one(null, "--text");
    limit = line.one(null, "-n", "--limit");
  }

  /** Returns the file with ids, if one is named. */
  Optional<String> idsFrom() {
    return Optional.ofNullable(idsFrom);
  }

  /** Returns the limit, if one is given. */
  OptionalLong limit() {
    String typed = limit;
    if (typed == null) {
      return OptionalLong.empty();
    }
    if (!typed.matches("\\d{1,18}")) {
      throw usage("-n '" + typed + "' is no number from 0 on", "-n 0 is all");
    }
    return OptionalLong.of(Long.parseLong(typed));
  }

  /** Returns the selection, but for ids and what is left out, which need files and the index. */
  Selection.Builder toSelection(TimeExpressions times) {
    Selection.Builder builder =
        Selection.builder()
            .config(Choice.parse(config))
            .outputConfig(Choice.parse(outputConfig))
            .model(Choice.parse(model))
            .itemType(Choice.parse(lower(itemType)))
            .mediaType(Choice.parse(lower(mediaType)))
            .stage(numbers("--stage", stage, 0, 5))
            .outputConfigIndex(numbers("--output-config-index", outputConfigIndex, 1, MAX_INDEX))
            .status(statuses())
            .session(Choice.parse(session))
            .user(Choice.parse(user))
            .device(Choice.parse(device))
            .time(times.range(onlyDay(), since, until))
            .days(onlyDay() == null ? times.days(on) : TimeChoice.ANY);
    if (text != null) {
      builder.text(words(text, "--text"));
    }
    return builder;
  }

  /**
   * Returns the one day or stretch of days that is asked for, or null if there are none or several.
   */
  private @Nullable String onlyDay() {
    boolean one = on.size() == 1 && on.get(0).indexOf(',') < 0 && !on.get(0).startsWith("!");
    return one ? on.get(0) : null;
  }

  /** The greatest index that fits the log format's numbers. */
  private static final long MAX_INDEX = Long.MAX_VALUE;

  /** Returns the words of a search; those of {@code --text} must occur as well. */
  TextQuery query(String searched) {
    return words(text == null ? searched : searched + " " + text, "TEXT");
  }

  private static TextQuery words(String text, String what) {
    return TextQuery.parse(text).orElseThrow(() -> usage(what + " holds no word", ""));
  }

  private static List<String> lower(List<String> words) {
    // The design writes types in capitals, the log in small letters.
    return words.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();
  }

  private Choice statuses() {
    Choice choice = Choice.parse(lower(status));
    List<String> known = List.of(Status.values()).stream().map(Status::word).toList();
    for (String word : both(choice)) {
      if (!known.contains(word)) {
        List<String> near = Nearest.of(word, known, 1);
        throw usage(
            "status '" + word + "' is not one of " + String.join(", ", known),
            near.isEmpty() ? "" : "did you mean " + near.get(0) + "?");
      }
    }
    return choice;
  }

  private static Choice numbers(String option, List<String> words, long least, long greatest) {
    Choice typed = Choice.parse(words);
    for (String word : both(typed)) {
      if (!word.matches("\\d{1,18}")
          || Long.parseLong(word) < least
          || Long.parseLong(word) > greatest) {
        String range = greatest == MAX_INDEX ? "from " + least + " on" : least + " to " + greatest;
        throw usage(option + " '" + word + "' is no number " + range, "");
      }
    }
    return typed;
  }

  private static List<String> both(Choice choice) {
    return java.util.stream.Stream.concat(choice.wanted().stream(), choice.barred().stream())
        .sorted()
        .toList();
  }

  private static TrackerException usage(String what, String hint) {
    return new TrackerException(TrackerException.Kind.USAGE, what, hint);
  }
}
