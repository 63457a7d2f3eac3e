package org.researchtracker.cli.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.researchtracker.cli.output.MissingList;
import org.researchtracker.media.MediumState;
import org.researchtracker.media.MissingReason;

/** What a check of media comes to. */
final class MediaTally {
  private final MissingList list;
  private final Map<MediumState, Long> states = new EnumMap<>(MediumState.class);
  private final Map<MissingReason, Long> reasons = new EnumMap<>(MissingReason.class);
  private long all;

  MediaTally(MissingList list) {
    this.list = list;
  }

  void add(CheckedMedium checked) {
    MediumState state = checked.verdict().state();
    all++;
    states.merge(state, 1L, Long::sum);
    checked.verdict().reason().ifPresent(reason -> reasons.merge(reason, 1L, Long::sum));
    try {
      if (!state.isThere()) {
        list.add(checked.executionId());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns whether all media are there. */
  boolean complete() {
    return states.keySet().stream().allMatch(MediumState::isThere);
  }

  String summary() {
    StringBuilder text = new StringBuilder().append(all).append(" media");
    String before = ": ";
    for (Map.Entry<MediumState, Long> state : states.entrySet()) {
      text.append(before).append(state.getValue()).append(' ').append(words(state.getKey()));
      before = ", ";
    }
    if (!reasons.isEmpty()) {
      text.append(
          reasons.entrySet().stream()
              .map(reason -> reason.getValue() + " " + reason.getKey().wireName())
              .collect(Collectors.joining(", ", " (", ")")));
    }
    return text.toString();
  }

  private static String words(MediumState state) {
    return state == MediumState.CONTRADICTS ? "of another type" : state.wireName();
  }
}
