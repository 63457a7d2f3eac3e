package org.researchtracker.index;

import java.util.Arrays;
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

  /** Returns where the file lies or lay, also if the row has stepped aside. */
  String place() {
    return place(path);
  }

  /** Returns the same for the path that the index has of a log. */
  static String place(String path) {
    int mark = path.indexOf('\0');
    return mark < 0 ? path : path.substring(0, mark);
  }

  /** Returns whether a log has left its path: what it gave is about to go as well. */
  static boolean isAside(String path) {
    return path.indexOf('\0') >= 0;
  }

  /** Returns whether both hold the same text, of which there is some. */
  boolean hasTextOf(LogRow other) {
    return length > 0 && length == other.length && Arrays.equals(blocks, other.blocks);
  }

  void setLook(LogFile found) {
    path = found.path().toString();
    size = found.size();
    modified = found.modifiedNanos();
    key = found.key();
    compressed = found.isCompressed();
  }

  /** Takes over where another row's file lies and how it looks, not what was read of it. */
  void takeLook(LogRow other) {
    path = other.path;
    size = other.size;
    modified = other.modified;
    key = other.key;
    compressed = other.compressed;
  }

  /** Notes that this log repeats the text of another one. */
  void repeat(LogRow original) {
    length = original.length;
    blocks = original.blocks;
    position = original.position;
    lines = original.lines;
    complete = true;
    sameAs = original.id;
  }

  /**
   * Of two logs of the same text one is named in answers, whichever was read first: the plain one,
   * else by name.
   */
  boolean isPreferredTo(LogRow other) {
    return compressed != other.compressed ? !compressed : path.compareTo(other.path) < 0;
  }
}
