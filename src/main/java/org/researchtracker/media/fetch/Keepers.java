package org.researchtracker.media.fetch;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Writes to the store what was fetched, while the next is fetched: a disk takes longer to be sure
 * of a file than a server to send it, and hardly longer for many files at once. Safe for use by
 * several threads.
 */
final class Keepers {
  /** So many files are made sure of at once: the store does it for all of them together. */
  private static final int AT_ONCE = 32;

  /** So many may wait besides; then those who fetch wait too. */
  private static final int WAITING = 32;

  private final Consumer<Throwable> failed;
  private final Semaphore places = new Semaphore(AT_ONCE + WAITING);
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          AT_ONCE,
          run -> {
            Thread thread = new Thread(run, "tracker-keep");
            thread.setDaemon(true);
            return thread;
          });

  /** What is to be written. */
  interface Work {
    void run() throws IOException;
  }

  /**
   * Begins.
   *
   * @param failed is told what went wrong with the store
   */
  Keepers(Consumer<Throwable> failed) {
    this.failed = failed;
  }

  /** Has something written; waits while too much is waiting already. */
  void write(Work work) throws InterruptedException {
    places.acquire();
    threads.execute(
        () -> {
          try {
            work.run();
          } catch (IOException | RuntimeException | Error e) {
            failed.accept(e);
          } finally {
            places.release();
          }
        });
  }

  /** Waits until all is written. */
  void finish() throws InterruptedException {
    threads.shutdown();
    while (!threads.awaitTermination(1, TimeUnit.HOURS)) {
      // Whatever takes so long is worth waiting for.
    }
  }
}
