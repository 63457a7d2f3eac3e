package org.researchtracker.index;

import org.jspecify.annotations.Nullable;
import org.researchtracker.log.LogFile;

/** What the index knows of one log file; a row of table {@code file}. Not thread-safe. */
final class LogRow {
  long id;
  String path = "";
  long size;
  long modified;
  String key = "";
  boolean compressed;

  /** How much of the text the checksums cover, bytes. */
  long length;

  byte[] blocks = new byte[0];

  /** The byte after the last line that was taken. */
  long position;

  long lines;

  /** Whether everything up to {@link #length} was taken. */
  boolean complete;

  /** The log whose text this one repeats, so that it is read once, or null. */
  @Nullable Long sameAs;

  /** Returns whether the file looks as it did when it was last read to its end. */
  boolean looksLike(LogFile found) {
    return complete
        && size == found.size()
        && modified == found.modifiedNanos()
        && key.equals(found.key());
  }

  void setLook(LogFile found) {
    path = found.path().toString();
    size = found.size();
    modified = found.modifiedNanos();
    key = found.key();
    compressed = found.isCompressed();
  }
}
