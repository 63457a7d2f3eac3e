package org.researchtracker.index;

/** Counts the bytes of the logs that one catching-up has read. Not thread-safe. */
final class IndexProgress {
  private final IndexEvents events;
  private long total;
  private long done;

  IndexProgress(IndexEvents events) {
    this.events = events;
  }

  void expect(long bytes) {
    total += bytes;
  }

  void advance(long bytes) {
    done += bytes;
    // What a log unpacks to is not known beforehand.
    events.progress(Math.min(done, Math.max(total, done)), Math.max(total, done));
  }
}
