package org.researchtracker.server;

import static org.researchtracker.server.Parameter.header;
import static org.researchtracker.server.Parameter.many;
import static org.researchtracker.server.Parameter.number;
import static org.researchtracker.server.Parameter.one;
import static org.researchtracker.server.Parameter.toggle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.researchtracker.model.SelectionOption;
import org.researchtracker.model.StatsKey;
import org.researchtracker.model.Status;

/** The parameters of the routes: the command line's options, under the same names. */
final class Parameters {
  static final String ID = "id";
  static final String CURSOR = "cursor";
  static final String VIEW = "view";
  static final String QUERY = "q";
  static final String BY = "by";
  static final String ALL = "all";

  /**
   * What those may ask who see outputs alone: anything else would tell of what they may not see.
   */
  static final Set<String> OF_OUTPUTS = Set.of(ID, CURSOR, "on", "since", "until", "limit");

  private Parameters() {}

  /** Returns the parameters that select, without the limit. */
  static List<Parameter> selecting() {
    List<Parameter> parameters = new ArrayList<>();
    parameters.add(
        many(
            ID,
            "An execution: its id, an unambiguous beginning or ending of it, latest, latest~1"));
    for (SelectionOption option : SelectionOption.values()) {
      if (option != SelectionOption.LIMIT) {
        parameters.add(selecting(option));
      }
    }
    return parameters;
  }

  private static Parameter selecting(SelectionOption option) {
    String[] words =
        option == SelectionOption.STATUS
            ? Arrays.stream(Status.values()).map(Status::word).toArray(String[]::new)
            : new String[0];
    return option.isRepeatable()
        ? many(option.word(), description(option), words)
        : one(option.word(), description(option), words);
  }

  private static String description(SelectionOption option) {
    return switch (option) {
      case CONFIG -> "The execution's config; commas separate values, ! before one excludes it";
      case OUTPUT_CONFIG -> "An item's config (config_used)";
      case MODEL -> "An item's model (model_used)";
      case ITEM_TYPE ->
          "An item's type, or a group: input, safety, blocked, interception, output, system";
      case MEDIA_TYPE -> "An item's medium: text, image, audio, music, video, 3d, metadata";
      case STAGE -> "An item's stage, 0 to 5";
      case OUTPUT_CONFIG_INDEX -> "An item's iteration of the stage 3-4 loop, from 1";
      case STATUS -> "How the execution ended";
      case SESSION -> "The execution's session";
      case USER -> "The execution's user";
      case DEVICE -> "The execution's device";
      case ON -> "A day: 2025-11-03, today, yesterday; or A..B with both days in";
      case SINCE -> "From a time on: 2025-11-03, 2025-11-03T14:30, today, -3d, -12h";
      case UNTIL -> "Before a time, which is itself excluded";
      case TEXT -> "Words that an item's content holds, all of them, in any case";
      case LIMIT -> "At most so many; 0 is all";
    };
  }

  /** Returns the parameters of a listing that comes in pages. */
  static List<Parameter> listing() {
    List<Parameter> parameters = selecting();
    parameters.add(number("limit", "At most so many; 0 is all (default: 20)"));
    parameters.add(one(CURSOR, "Where the page before ended, as its Link header says"));
    return parameters;
  }

  static List<Parameter> search() {
    List<Parameter> parameters = listing();
    parameters.add(one(QUERY, "The words to look for; those of text must occur as well"));
    return parameters;
  }

  static List<Parameter> stats() {
    List<Parameter> parameters = selecting();
    parameters.add(number("limit", "At most so many groups; 0 is all (default: 0)"));
    String[] keys = Arrays.stream(StatsKey.values()).map(StatsKey::word).toArray(String[]::new);
    parameters.add(many(BY, "What to group by; commas separate keys", keys));
    return parameters;
  }

  static Parameter view() {
    return one(
        VIEW, "What of it to show (default: researcher)", "student", "advanced", "researcher");
  }

  /** Returns the parameters that say what a bundle shall be like. */
  static List<Parameter> bundle() {
    return List.of(
        one("layout", "With the BagIt bag around the data or without", "bag", "plain"),
        one("name", "The root folder (default: from the content)"),
        one("date", "The bundle's date (default: the newest time in the selection)"),
        toggle("no-media", "Leave all media out on purpose"),
        one("media-metadata", "Metadata inside media", "keep", "extract", "strip"),
        one("csv-delimiter", "What separates the cells of the tables; tab is one"),
        toggle("csv-safe", "Defuse cells that a spreadsheet would run"));
  }

  static List<Parameter> export() {
    List<Parameter> parameters = selecting();
    parameters.add(
        number("limit", "At most so many executions, the newest; 0 is all (default: 0)"));
    parameters.add(toggle(ALL, "Select everything; wanted where nothing else selects"));
    parameters.addAll(bundle());
    return parameters;
  }

  static List<Parameter> events() {
    List<Parameter> parameters = selecting();
    parameters.add(
        header("Last-Event-ID", "The id of the last event that came; what followed it is told"));
    return parameters;
  }
}
