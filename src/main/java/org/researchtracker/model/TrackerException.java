package org.researchtracker.model;

import org.jspecify.annotations.Nullable;

/**
 * A failure that a person is told about: what failed and, where there is one, the remedy. Text in
 * it may quote a log and is untrusted.
 */
public final class TrackerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The kinds of failure; each has an exit code. */
  public enum Kind {
    /** Something did not work; nothing is half written. */
    FAILED,
    /** The command was not understood. */
    USAGE,
    /** A named execution does not exist, or its name is ambiguous. */
    NOT_FOUND,
    /** A bundle is damaged. */
    DAMAGED,
    /** Another run holds the lock. */
    LOCKED
  }

  private final Kind kind;
  private final String hint;

  /**
   * Makes a failure.
   *
   * @param message what failed, and where
   * @param hint what to do, empty if there is nothing useful to say
   */
  public TrackerException(Kind kind, String message, String hint) {
    this(kind, message, hint, null);
  }

  /** Makes a failure that another one caused. */
  public TrackerException(Kind kind, String message, String hint, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.hint = hint;
  }

  /** Makes a failure of the common kind. */
  public static TrackerException failed(String message, String hint) {
    return new TrackerException(Kind.FAILED, message, hint);
  }

  /** Returns the kind of failure. */
  public Kind kind() {
    return kind;
  }

  /** Returns what to do about it, or an empty text. */
  public String hint() {
    return hint;
  }

  /** Returns what failed. */
  public String what() {
    return String.valueOf(getMessage());
  }
}
