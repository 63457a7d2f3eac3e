package org.researchtracker.cli.recording;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.researchtracker.cli.terminal.IoReason;
import org.researchtracker.view.SafeText;

/**
 * What happens when the process is told to end (SIGTERM, SIGINT) while it records: what has reached
 * it is written first, and then the last work is done, all within five seconds.
 *
 * <p>The thread that reads stays in its reading then, and the last work is done by another one;
 * {@link #during} keeps them apart.
 */
final class PipeStop implements AutoCloseable {
  private static final long LONGEST = TimeUnit.SECONDS.toNanos(5);
  private static final long LOOK_MILLIS = 10;

  /** A part of the work. */
  @FunctionalInterface
  interface Work {
    void run() throws IOException;
  }

  private final InputStream in;
  private final PrintWriter err;
  private final Work last;
  private final Thread hook = new Thread(this::finish, "tracker-record-stop");
  private final ReentrantLock working = new ReentrantLock();
  private boolean over;

  private PipeStop(InputStream in, PrintWriter err, Work last) {
    this.in = in;
    this.err = err;
    this.last = last;
  }

  /**
   * Watches until it is closed.
   *
   * @param err where it is said what could not be written any more
   * @param last what is done in the end, in whichever way that comes
   */
  static PipeStop watch(InputStream in, PrintWriter err, Work last) {
    PipeStop stop = new PipeStop(in, err, last);
    Runtime.getRuntime().addShutdownHook(stop.hook);
    return stop;
  }

  /** Does some work, unless the last is done already. */
  void during(Work work) throws IOException {
    working.lock();
    try {
      if (!over) {
        work.run();
      }
    } finally {
      working.unlock();
    }
  }

  /** Does the last work, unless that is done already. */
  void end() throws IOException {
    during(
        () -> {
          over = true;
          last.run();
        });
  }

  private void finish() {
    long deadline = System.nanoTime() + LONGEST;
    try {
      // Twice, because what was read just now may not be worked on yet.
      for (int calm = 0; calm < 2 && System.nanoTime() - deadline < 0; ) {
        calm = !working.isLocked() && in.available() == 0 ? calm + 1 : 0;
        Thread.sleep(LOOK_MILLIS);
      }
      if (!working.tryLock(Math.max(deadline - System.nanoTime(), 0), TimeUnit.NANOSECONDS)) {
        tell("what was read is not all written: the log does not answer");
        return;
      }
      try {
        end();
      } finally {
        working.unlock();
      }
    } catch (IOException e) {
      tell("what was read is not all on the disk: " + IoReason.of(e));
    } catch (RuntimeException e) {
      tell(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(String what) {
    err.println("tracker: " + SafeText.line(what));
    err.flush();
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
