package org.researchtracker.index;

import java.io.IOException;

/** An index cannot be written or locked where it lies: another place would do. */
final class UnusablePlaceException extends IOException {
  private static final long serialVersionUID = 1L;

  UnusablePlaceException(IOException cause) {
    super(IndexFiles.reason(cause), cause);
  }
}
