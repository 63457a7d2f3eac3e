package org.researchtracker.cli;

import org.researchtracker.index.LogIndex;
import org.researchtracker.log.JsonReader;

/**
 * Loads what every reading of logs needs and takes long to load, SQLite above all, on a thread of
 * its own, while the arguments and settings are read. Nobody waits for it: Java itself lets whoever
 * needs the same class wait until it is there.
 */
final class HeadStart implements Runnable {
  private HeadStart() {}

  /** Begins, if the arguments look as if logs will be read. */
  static void begin(String... args) {
    for (String word : args) {
      switch (word) {
        case "list", "show", "items", "outputs", "search", "stats", "export", "doctor", "media" -> {
          Thread thread = new Thread(new HeadStart(), "tracker-head-start");
          thread.setDaemon(true);
          // Whoever needs the same class meets the same error, and tells it.
          thread.setUncaughtExceptionHandler((failed, error) -> {});
          thread.start();
          return;
        }
        default -> {}
      }
    }
  }

  @Override
  public void run() {
    LogIndex.warmUp();
    JsonReader.read("{}");
  }
}
