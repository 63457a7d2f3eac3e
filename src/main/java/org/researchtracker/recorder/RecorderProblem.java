package org.researchtracker.recorder;

import java.util.Optional;

/**
 * Something that went wrong while recording.
 *
 * @param kind what sort of thing
 * @param message what exactly, for a person
 * @param events how many events it is about; 0 where that cannot be said
 * @param cause what was thrown, if anything
 */
public record RecorderProblem(Kind kind, String message, long events, Optional<Throwable> cause) {

  /** The sorts of problem. */
  public enum Kind {
    /** Events were not accepted. They are lost. */
    DROPPED,
    /** The log cannot be written; it is tried again, and nothing is lost yet. */
    TROUBLE,
    /** Events that were accepted could not be written in time. They are lost. */
    FAILED,
    /** A call was handed something that could not be recorded as it was. */
    ARGUMENT,
    /** An observer threw, or was too slow. */
    OBSERVER
  }
}
