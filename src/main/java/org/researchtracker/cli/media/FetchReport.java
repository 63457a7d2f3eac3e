package org.researchtracker.cli.media;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.researchtracker.cli.session.Notices;
import org.researchtracker.cli.session.Progress;
import org.researchtracker.cli.session.Session;
import org.researchtracker.cli.terminal.ByteSize;
import org.researchtracker.media.MissingReason;
import org.researchtracker.media.Resolution.Missing;
import org.researchtracker.media.fetch.FetchListener;
import org.researchtracker.media.fetch.FetchTarget;
import org.researchtracker.media.store.StoredMedium;
import org.researchtracker.model.ExecutionItem;

/**
 * Tells of a fetch: a bar meanwhile, a line afterwards, and what became of each medium that was not
 * in hand. Safe for use by several threads.
 */
public final class FetchReport implements FetchListener {
  private final Progress bar;
  private final Notices notices;
  private final Map<Long, Outcome> outcomes = new HashMap<>();
  private final Map<MissingReason, Long> reasons = new EnumMap<>(MissingReason.class);
  private final long wanted;
  private long inHand;
  private long fetched;
  private long bytes;
  private long missing;

  /**
   * Returns what a medium is known by: a number instead of its texts, because there may be many.
   *
   * @param execution the place of its execution in the selection
   */
  static long tag(int execution, ExecutionItem item) {
    return ((long) execution << 32) ^ item.sequenceNumber();
  }

  /** What became of a medium that was not in hand. */
  enum Outcome {
    /** It is in the store now. */
    FETCHED("fetched"),
    /** It could not be had. */
    FAILED("failed"),
    /** It could not be had before, and nobody was asked again. */
    REMEMBERED("remembered");

    private final String word;

    Outcome(String word) {
      this.word = word;
    }

    /** Returns the word for JSON. */
    String word() {
      return word;
    }
  }

  /**
   * Begins to tell.
   *
   * @param wanted how many media there are
   */
  FetchReport(Session session, long wanted) {
    this.wanted = wanted;
    this.bar = session.progress("fetching media", Long::toString);
    this.notices = session.notices();
  }

  @Override
  public synchronized void inHand(FetchTarget target) {
    inHand++;
    draw();
  }

  @Override
  public synchronized void fetched(FetchTarget target, StoredMedium medium) {
    fetched++;
    bytes += medium.size();
    outcomes.put(target.tag(), Outcome.FETCHED);
    draw();
  }

  @Override
  public synchronized void failed(FetchTarget target, Missing why, boolean remembered) {
    missing++;
    reasons.merge(why.reason(), 1L, Long::sum);
    outcomes.put(target.tag(), remembered ? Outcome.REMEMBERED : Outcome.FAILED);
    draw();
  }

  private void draw() {
    bar.at(inHand + fetched + missing, wanted);
  }

  /** Returns what became of a medium, if it was not in hand. */
  synchronized Optional<Outcome> outcome(long tag) {
    return Optional.ofNullable(outcomes.get(tag));
  }

  /** Returns how many media were not in hand. */
  synchronized long asked() {
    return fetched + missing;
  }

  /** Returns whether every medium is there now. */
  synchronized boolean complete() {
    return missing == 0;
  }

  /** Says what came of it, in a line. */
  public void end() {
    notices.say(summary());
  }

  /** Returns what came of it, in a line. */
  public synchronized String summary() {
    bar.clear();
    String text =
        wanted
            + " media: "
            + inHand
            + " in hand, "
            + fetched
            + " fetched ("
            + ByteSize.format(bytes)
            + ")";
    String why =
        reasons.entrySet().stream()
            .map(reason -> reason.getValue() + " " + reason.getKey().wireName())
            .collect(Collectors.joining(", "));
    return missing == 0 ? text : text + ", " + missing + " missing (" + why + ")";
  }
}
