package org.researchtracker.media;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * How it stands with one medium: what was found where, or why it was not. Immutable.
 *
 * @param state what {@code tracker media check} marks it with
 * @param reason why its bytes are not in hand, if they are not
 * @param detail one clause for people; empty where there is no more to say
 * @param typed what its bytes are and how many, if they are in hand
 * @param step what found it, if it was found
 * @param file where it is on this machine, if it is a file
 */
public record MediumVerdict(
    MediumState state,
    Optional<MissingReason> reason,
    String detail,
    Optional<Inspection.Typed> typed,
    Optional<Step> step,
    Optional<Path> file) {
  public MediumVerdict {
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(detail, "detail");
    Objects.requireNonNull(typed, "typed");
    Objects.requireNonNull(step, "step");
    Objects.requireNonNull(file, "file");
  }
}
