package org.researchtracker.media.fetch;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.researchtracker.media.MissingReason;
import org.researchtracker.media.Step;
import org.researchtracker.media.fetch.Outcome.Failed;

/** A target on its way through its sources. For one thread at a time. */
final class Job {
  private final FetchTarget target;
  private final List<Source> sources;
  private final Optional<Failed> known;
  private int next;
  private int attempts;
  private @Nullable Failed failure;
  private @Nullable Source failedAt;

  /**
   * A target that has not been asked for yet.
   *
   * @param known what an earlier run learned of its addresses on the web for good
   */
  Job(FetchTarget target, List<Source> sources, Optional<Failed> known) {
    this.target = target;
    this.sources = List.copyOf(sources);
    this.known = known;
    passOver();
  }

  private void passOver() {
    while (known.isPresent() && hasSource() && source().step() == Step.WEB) {
      failedWith(known.get());
      next++;
    }
  }

  FetchTarget target() {
    return target;
  }

  /** The source to ask now; there must be one. */
  Source source() {
    return sources.get(next);
  }

  boolean hasSource() {
    return next < sources.size();
  }

  /** How often that source was asked. */
  int attempts() {
    return attempts;
  }

  void asked() {
    attempts++;
  }

  /**
   * Gives a source up. Of several failures the first that says more than that nothing is there is
   * told.
   */
  void giveUp(Failed why) {
    failedWith(why);
    next++;
    attempts = 0;
    passOver();
  }

  private void failedWith(Failed why) {
    if (failure == null || (isVague(failure) && !isVague(why))) {
      failure = why;
      failedAt = source();
    }
  }

  private static boolean isVague(Failed failed) {
    return failed.reason() == MissingReason.HISTORY_LOST
        || failed.reason() == MissingReason.NOT_FOUND;
  }

  /** Why there is no medium, once no source is left. */
  Failed failure() {
    return failure == null ? Failed.settled(MissingReason.NOT_FETCHED, "") : failure;
  }

  Step failedStep() {
    return failedAt == null ? Step.WEB : failedAt.step();
  }

  String failedAddress() {
    return failedAt == null ? "" : failedAt.address();
  }
}
