package org.researchtracker.media;

import java.util.Locale;

/** How it stands with a medium, in a character and a word. */
public enum MediumState {
  /** Its bytes are there, and are what they are said to be. */
  PRESENT('='),
  /** Its bytes are nowhere to be found. */
  MISSING('-'),
  /** It is there, and its bytes cannot be had. */
  UNREADABLE('!'),
  /** It is elsewhere, and nobody has brought it yet. */
  REMOTE('~'),
  /** Its bytes are there, and are of another type than the log or the name says. */
  CONTRADICTS('?');

  private final char mark;

  MediumState(char mark) {
    this.mark = mark;
  }

  /** Returns the character at the beginning of its line. */
  public char mark() {
    return mark;
  }

  /** Returns the word for JSON, such as {@code present}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns whether its bytes can be bundled. */
  public boolean isThere() {
    return this == PRESENT || this == CONTRADICTS;
  }

  /** Returns the state of a medium that is not in hand for this reason. */
  public static MediumState of(MissingReason reason) {
    return switch (reason) {
      case NOT_FETCHED, REFUSED, TOO_LARGE, TIMEOUT -> REMOTE;
      case UNREADABLE, CHANGED -> UNREADABLE;
      case NOT_FOUND, NO_PATH, EXPIRED, HISTORY_LOST, OUTSIDE_ROOTS, NOT_MEDIA -> MISSING;
    };
  }
}
