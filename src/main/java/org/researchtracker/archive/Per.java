package org.researchtracker.archive;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.researchtracker.model.TrackerException;

/** What one bundle of an archive is made of. */
public enum Per {
  /** One execution. */
  EXECUTION("{date}_{config}_{id}"),
  /** One session; those executions of a day that belong to none. */
  SESSION("{date}_{id}"),
  /** One day, in the zone in force. */
  DAY("{date}"),
  /** What one config did on a day. */
  CONFIG("{date}_{config}"),
  /** What was done on one device on a day. */
  DEVICE("{date}_{device}"),
  /** What one user did on a day. */
  USER("{date}_{user}");

  private final String template;

  Per(String template) {
    this.template = template;
  }

  /** Returns the word on the command line and in the ledger. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns what bundles are named by unless something else is asked for. */
  public String template() {
    return template;
  }

  /**
   * Returns the kind that was typed.
   *
   * @throws TrackerException of kind {@code USAGE} if it is none
   */
  public static Per parse(String typed, String option) {
    String words = Arrays.stream(values()).map(Per::word).collect(Collectors.joining(", "));
    return ofWord(typed.toLowerCase(Locale.ROOT))
        .orElseThrow(
            () ->
                new TrackerException(
                    TrackerException.Kind.USAGE,
                    option + " '" + typed + "' is not one of " + words,
                    ""));
  }

  /** Returns the kind of this word. */
  public static Optional<Per> ofWord(String word) {
    for (Per per : values()) {
      if (per.word().equals(word)) {
        return Optional.of(per);
      }
    }
    return Optional.empty();
  }
}
