package org.researchtracker.index;

/** A log no longer holds the line that was indexed: catching up with the logs helps. */
final class StaleIndexException extends Exception {
  private static final long serialVersionUID = 1L;

  StaleIndexException(String message) {
    super(message);
  }
}
