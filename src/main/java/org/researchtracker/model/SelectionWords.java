package org.researchtracker.model;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was typed for the options that select, and what it means. Nothing is looked up here: ids and
 * what is left out come from elsewhere. Immutable.
 *
 * <p>Every method that understands a word throws a {@link TrackerException} of kind {@code USAGE}
 * where it cannot be understood; the message names the option.
 */
public final class SelectionWords {
  /** The greatest index that fits the log format's numbers. */
  private static final long MAX_INDEX = Long.MAX_VALUE;

  private final Map<SelectionOption, List<String>> typed;
  private final Function<SelectionOption, String> names;

  /**
   * Takes what was typed.
   *
   * @param typed the words of each option that was given, in order
   * @param names what an option is called where it was typed, such as {@code --config}
   */
  public SelectionWords(
      Map<SelectionOption, List<String>> typed, Function<SelectionOption, String> names) {
    this.typed = new EnumMap<>(SelectionOption.class);
    this.typed.putAll(typed);
    this.names = names;
  }

  private List<String> all(SelectionOption option) {
    return typed.getOrDefault(option, List.of());
  }

  private @Nullable String last(SelectionOption option) {
    List<String> words = all(option);
    return words.isEmpty() ? null : words.get(words.size() - 1);
  }

  private Choice choice(SelectionOption option) {
    return Choice.parse(all(option));
  }

  private Choice lowerChoice(SelectionOption option) {
    // The design writes types in capitals, the log in small letters.
    List<String> lower = new ArrayList<>();
    for (String word : all(option)) {
      lower.add(word.toLowerCase(Locale.ROOT));
    }
    return Choice.parse(lower);
  }

  /** Returns the limit, if one is given. */
  public OptionalLong limit() {
    String word = last(SelectionOption.LIMIT);
    if (word == null) {
      return OptionalLong.empty();
    }
    String name = names.apply(SelectionOption.LIMIT);
    if (!isNumber(word)) {
      throw usage(name + " '" + word + "' is no number from 0 on", name + " 0 is all");
    }
    return OptionalLong.of(Long.parseLong(word));
  }

  /** Returns the selection, but for ids and what is left out. */
  public Selection.Builder toSelection(TimeExpressions times) {
    List<String> on = all(SelectionOption.ON);
    String onlyDay = onlyDay(on);
    Selection.Builder builder =
        Selection.builder()
            .config(choice(SelectionOption.CONFIG))
            .outputConfig(choice(SelectionOption.OUTPUT_CONFIG))
            .model(choice(SelectionOption.MODEL))
            .itemType(lowerChoice(SelectionOption.ITEM_TYPE))
            .mediaType(lowerChoice(SelectionOption.MEDIA_TYPE))
            .stage(numbers(SelectionOption.STAGE, 0, 5))
            .outputConfigIndex(numbers(SelectionOption.OUTPUT_CONFIG_INDEX, 1, MAX_INDEX))
            .status(statuses())
            .session(choice(SelectionOption.SESSION))
            .user(choice(SelectionOption.USER))
            .device(choice(SelectionOption.DEVICE))
            .time(range(times, onlyDay))
            .days(
                onlyDay == null ? times.days(on, names.apply(SelectionOption.ON)) : TimeChoice.ANY);
    String text = last(SelectionOption.TEXT);
    if (text != null) {
      builder.text(words(text, names.apply(SelectionOption.TEXT)));
    }
    return builder;
  }

  /**
   * Returns the one day or stretch of days that is asked for, or null if there are none or several.
   */
  private static @Nullable String onlyDay(List<String> on) {
    boolean one = on.size() == 1 && on.get(0).indexOf(',') < 0 && !on.get(0).startsWith("!");
    return one ? on.get(0) : null;
  }

  /** Returns the stretch that the three options about time leave together. */
  private TimeRange range(TimeExpressions times, @Nullable String onlyDay) {
    TimeRange days =
        onlyDay == null ? TimeRange.ALWAYS : times.days(onlyDay, names.apply(SelectionOption.ON));
    String since = last(SelectionOption.SINCE);
    String until = last(SelectionOption.UNTIL);
    return days.and(
        new TimeRange(
            since == null ? null : times.point(since, names.apply(SelectionOption.SINCE)),
            until == null ? null : times.point(until, names.apply(SelectionOption.UNTIL))));
  }

  /**
   * Returns the words of a search; those of the option for texts must occur as well.
   *
   * @param searched what was typed to be searched for
   * @param name what that is called where it was typed
   */
  public TextQuery query(String searched, String name) {
    String text = last(SelectionOption.TEXT);
    return words(text == null ? searched : searched + " " + text, name);
  }

  private static TextQuery words(String text, String what) {
    return TextQuery.parse(text).orElseThrow(() -> usage(what + " holds no word", ""));
  }

  private Choice statuses() {
    Choice choice = lowerChoice(SelectionOption.STATUS);
    if (choice.isAny()) {
      return choice;
    }
    List<String> known = Stream.of(Status.values()).map(Status::word).toList();
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

  private Choice numbers(SelectionOption option, long least, long greatest) {
    Choice choice = choice(option);
    for (String word : both(choice)) {
      if (!isNumber(word) || Long.parseLong(word) < least || Long.parseLong(word) > greatest) {
        String range = greatest == MAX_INDEX ? "from " + least + " on" : least + " to " + greatest;
        throw usage(names.apply(option) + " '" + word + "' is no number " + range, "");
      }
    }
    return choice;
  }

  private static List<String> both(Choice choice) {
    Set<String> words = new TreeSet<>(choice.wanted());
    words.addAll(choice.barred());
    return List.copyOf(words);
  }

  /** Not by a pattern, which every start of the program would have to put together. */
  private static boolean isNumber(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (word.charAt(i) < '0' || word.charAt(i) > '9') {
        return false;
      }
    }
    return !word.isEmpty() && word.length() <= 18;
  }

  private static TrackerException usage(String what, String hint) {
    return new TrackerException(TrackerException.Kind.USAGE, what, hint);
  }
}
