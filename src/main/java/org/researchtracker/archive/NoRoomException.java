package org.researchtracker.archive;

import java.io.IOException;

/** There is too little room on the disk for a bundle, or would be after it. */
final class NoRoomException extends IOException {
  private static final long serialVersionUID = 1L;

  NoRoomException(String message) {
    super(message);
  }
}
