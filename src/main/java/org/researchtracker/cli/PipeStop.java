package org.researchtracker.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import org.researchtracker.log.LogAppender;

/**
 * What happens when the process is told to end (SIGTERM, SIGINT) while it records: what has reached
 * it is written and synced first, for at most five seconds.
 */
final class PipeStop implements AutoCloseable {
  private static final long LONGEST = TimeUnit.SECONDS.toNanos(5);
  private static final long LOOK_MILLIS = 10;

  private final InputStream in;
  private final LogAppender log;
  private final Thread hook = new Thread(this::finish, "tracker-record-stop");

  private volatile boolean busy;

  private PipeStop(InputStream in, LogAppender log) {
    this.in = in;
    this.log = log;
  }

  /** Watches until it is closed. */
  static PipeStop watch(InputStream in, LogAppender log) {
    PipeStop stop = new PipeStop(in, log);
    Runtime.getRuntime().addShutdownHook(stop.hook);
    return stop;
  }

  /** Says whether something that was read is still to be written. */
  void busy(boolean now) {
    busy = now;
  }

  private void finish() {
    long end = System.nanoTime() + LONGEST;
    try {
      // Twice, because what was read just now may not have been said to be under way yet.
      for (int calm = 0; calm < 2 && System.nanoTime() - end < 0; ) {
        calm = !busy && in.available() == 0 ? calm + 1 : 0;
        Thread.sleep(LOOK_MILLIS);
      }
      log.sync();
    } catch (IOException e) {
      // The input is closed, or the disk does not answer: there is nothing left to do.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending already, and the hook has run or is running.
    }
  }
}
