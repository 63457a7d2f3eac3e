package org.researchtracker.cli.reading;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.researchtracker.cli.command.PlainLine;
import org.researchtracker.model.Choice;
import org.researchtracker.model.SelectionOption;
import org.researchtracker.model.SelectionWords;
import org.researchtracker.model.TrackerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What a command is about: the same options on every command that selects; as typed. Within one
 * option any value will do, between options all must hold.
 */
@Command
public final class SelectionOptions {
  /** What help says of ids. */
  public static final String ID =
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
  public void take(PlainLine line) {
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
  public OptionalLong limit() {
    return words().limit();
  }

  /** Returns what was typed. */
  public SelectionWords words() {
    Map<SelectionOption, List<String>> typed = new EnumMap<>(SelectionOption.class);
    typed.put(SelectionOption.CONFIG, config);
    typed.put(SelectionOption.OUTPUT_CONFIG, outputConfig);
    typed.put(SelectionOption.MODEL, model);
    typed.put(SelectionOption.ITEM_TYPE, itemType);
    typed.put(SelectionOption.MEDIA_TYPE, mediaType);
    typed.put(SelectionOption.STAGE, stage);
    typed.put(SelectionOption.OUTPUT_CONFIG_INDEX, outputConfigIndex);
    typed.put(SelectionOption.STATUS, status);
    typed.put(SelectionOption.SESSION, session);
    typed.put(SelectionOption.USER, user);
    typed.put(SelectionOption.DEVICE, device);
    typed.forEach(SelectionOptions::checkNames);
    typed.put(SelectionOption.ON, on);
    typed.put(SelectionOption.SINCE, one(since));
    typed.put(SelectionOption.UNTIL, one(until));
    typed.put(SelectionOption.TEXT, one(text));
    typed.put(SelectionOption.LIMIT, one(limit));
    return new SelectionWords(typed, SelectionOptions::typedName);
  }

  /** A script's variable that is empty by mistake must not select everything. */
  private static void checkNames(SelectionOption option, List<String> words) {
    for (String word : words) {
      if (Choice.parse(List.of(word)).namesNothing()) {
        throw new TrackerException(
            TrackerException.Kind.USAGE,
            typedName(option) + " '" + word + "' names nothing",
            "leave the option out to select whatever there is");
      }
    }
  }

  private static List<String> one(@Nullable String word) {
    return word == null ? List.of() : List.of(word);
  }

  private static String typedName(SelectionOption option) {
    return option == SelectionOption.LIMIT ? "-n" : "--" + option.word();
  }
}
