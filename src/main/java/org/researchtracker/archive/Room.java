package org.researchtracker.archive;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.researchtracker.model.TrackerException;

/**
 * Sees to it that a disk is told to be full before it is.
 *
 * @param folder where bundles are written
 * @param minFree bytes that shall stay free
 */
record Room(Path folder, long minFree) {
  private static final long UNIT = 1024;
  private static final String NAMES = "KMGT";

  /** Less than this is as good as nothing. */
  private static final long NOTHING = 64 << 10;

  /**
   * Checks that there is room.
   *
   * @param needed how many bytes are about to be written
   * @throws NoRoomException if there is not
   */
  void require(long needed) throws NoRoomException {
    long free = free();
    if (free >= 0 && free - needed < minFree) {
      throw new NoRoomException(
          "some "
              + size(needed)
              + " are needed, "
              + size(free)
              + " are free"
              + (minFree > 0 ? ", and " + size(minFree) + " shall stay free" : ""));
    }
  }

  /** Returns whether a failure to write may come from a full disk. */
  boolean isCauseOf(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (cause instanceof NoRoomException
          || message.contains("No space left")
          || message.contains("not enough space")
          || message.contains("quota")) {
        return true;
      }
    }
    long free = free();
    return free >= 0 && free < NOTHING;
  }

  /** Returns the bytes that are free, or -1 if nobody knows. */
  private long free() {
    try {
      FileStore store = Files.getFileStore(folder);
      return store.getUsableSpace();
    } catch (IOException e) {
      return -1;
    }
  }

  /** Returns what to tell of a run that a full disk has ended. */
  static TrackerException full(ArchiveFolder folder, TrackerException cause) {
    return new TrackerException(
        TrackerException.Kind.FAILED,
        "no room in " + folder.path() + ": " + cause.what(),
        "free some space and run it again: what is archived stays, nothing is half written",
        cause);
  }

  private static String size(long bytes) {
    if (bytes < UNIT) {
      return bytes + " B";
    }
    double value = bytes;
    int power = 0;
    while (value >= UNIT && power < NAMES.length()) {
      value /= UNIT;
      power++;
    }
    return String.format(
        Locale.ROOT, value < 10 ? "%.1f %siB" : "%.0f %siB", value, NAMES.charAt(power - 1));
  }
}
