package org.researchtracker.media.fetch;

import java.util.concurrent.TimeUnit;

/**
 * What a run may still take: bytes in all, and bytes a second. Shared by all downloads; safe for
 * use by several threads.
 */
final class Allowance {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final long rate;
  private long left;
  private long free;
  private boolean begun;

  Allowance(long total, long rate) {
    this.left = total;
    this.rate = rate;
  }

  /** Whether so many bytes are still allowed; they are not taken yet. */
  synchronized boolean has(long bytes) {
    return bytes <= left;
  }

  /**
   * Takes bytes that have arrived, and waits until the next may come.
   *
   * @return false if they were more than was left
   */
  boolean take(int bytes) throws InterruptedException {
    long wait;
    synchronized (this) {
      left -= bytes;
      wait = rate == 0 ? 0 : reserve(bytes);
      if (left < 0) {
        return false;
      }
    }
    if (wait > 0) {
      TimeUnit.NANOSECONDS.sleep(wait);
    }
    return true;
  }

  /** How much to read at once, so that a low rate does not come in bursts. */
  int portion(int most) {
    return rate == 0 ? most : (int) Math.max(1, Math.min(most, rate / 10));
  }

  /** Gives back what was taken and thrown away. */
  synchronized void giveBack(long bytes) {
    left += bytes;
  }

  private long reserve(int bytes) {
    long now = System.nanoTime();
    if (!begun || free - now < 0) {
      begun = true;
      free = now;
    }
    free += (long) (SECOND * ((double) bytes / rate));
    return free - now;
  }
}
