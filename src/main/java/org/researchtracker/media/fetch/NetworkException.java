package org.researchtracker.media.fetch;

import java.io.IOException;

/** What went wrong between here and a server, told apart from what went wrong on this disk. */
final class NetworkException extends Exception {
  private static final long serialVersionUID = 1L;

  private final IOException failure;

  NetworkException(IOException failure) {
    super(failure);
    this.failure = failure;
  }

  IOException failure() {
    return failure;
  }
}
