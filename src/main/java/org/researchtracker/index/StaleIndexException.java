package org.researchtracker.index;

/** A log no longer holds the line that was indexed: catching up with the logs helps. */
final class StaleIndexException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean missing;

  StaleIndexException(String message) {
    this(message, false);
  }

  private StaleIndexException(String message, boolean missing) {
    super(message);
    this.missing = missing;
  }

  /** The log itself is not there. */
  static StaleIndexException missing(String log) {
    return new StaleIndexException("log " + log + " is not there", true);
  }

  boolean isMissing() {
    return missing;
  }
}
