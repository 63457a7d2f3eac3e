package org.researchtracker.media.fetch;

import java.net.UnknownHostException;

/**
 * An address that must not be connected to. A kind of unknown host, so that it passes through the
 * HTTP library as what it is.
 */
final class RefusedException extends UnknownHostException {
  private static final long serialVersionUID = 1L;

  RefusedException(String why) {
    super(why);
  }

  String why() {
    return String.valueOf(getMessage());
  }
}
