package org.researchtracker.bundle.document;

import org.researchtracker.media.MissingReason;

/** Why a medium is missing, in words for people. */
final class MissingWords {
  /** What is said of media that were left out on purpose. */
  static final String LEFT_OUT = "Left out on purpose: this bundle was made without media.";

  private MissingWords() {}

  /** Returns a sentence. */
  static String sentence(MissingReason reason) {
    return switch (reason) {
      case NOT_FOUND -> "The file was not found in any of the places that were searched.";
      case NOT_FETCHED -> "The file lies on another server and was not fetched from there.";
      case NO_PATH -> "The log does not say where the file is.";
      case EXPIRED -> "The address was valid for a limited time, which is over.";
      case HISTORY_LOST -> "The server that made the file no longer remembers it.";
      case OUTSIDE_ROOTS ->
          "The place lies outside the folders that may be read; it was not opened.";
      case REFUSED -> "The address must not be fetched, or the server refused to give the file.";
      case TOO_LARGE -> "The file is larger than the limit that was set.";
      case TIMEOUT -> "The server did not answer in time.";
      case UNREADABLE -> "The file is there, but could not be read.";
      case CHANGED -> "The file changed while it was being read.";
      case NOT_MEDIA -> "The file is not a picture, sound, film, 3D model or text.";
    };
  }
}
